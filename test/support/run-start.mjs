/** Names this run, so that all its workers' servers are found again by the teardown. */
export default function start() {
  process.env.MAJLIS_TEST_RUN = `${process.pid}`;
}
