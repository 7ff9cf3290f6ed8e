// Stands in for ankerl::unordered_dense, which Debian does not package. mediasoup uses it only where any hash map
// does (no dense iteration order, no `.values()`), so the standard containers are a full replacement; their iterators
// are even more stable. If a later mediasoup asks for more than this, the compiler says so.
#ifndef MAJLIS_UNORDERED_DENSE_SHIM
#define MAJLIS_UNORDERED_DENSE_SHIM

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<class Key>
	using hash = std::hash<Key>;

	template<class Key, class Value, class Hash = std::hash<Key>, class Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<class Key, class Hash = std::hash<Key>, class Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense

#endif
