/**
 * Long passwords that every list of guesses begins with. Short ones need no list: they are refused by their length.
 * Lower case, without spaces; what is set is compared in the same form.
 */
const WORST: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 12345678901234 1234567890123456 1234567890qwerty 012345678910 123123123123 123412341234 112233445566
   121212121212 987654321098 0987654321qwerty 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv qwertyuiop12
   qwertyuiop123 qwertyuiopasdfgh qwertyuiopasdfghjkl qwerty123456 qwerty1234567 qwertyqwerty qwerty123qwerty asdfghjkl123 asdfghjklqwe
   zxcvbnmasdfghjkl abcdefghijkl abcdefghijklm abcdef123456 abcd1234abcd abc123abc123 a1b2c3d4e5f6 passwordpassword password1234
   password12345 password123456 password123456789 password1234! password123!@# p@ssw0rd1234 p@ssword1234 passw0rd1234 mypassword123
   thisismypassword changeme1234 changemeplease changethispassword letmein12345 letmeinletmein iloveyou1234 iloveyouforever
   welcome12345 welcome123456 welcomewelcome administrator administrator1 administrator123 adminadminadmin admin1234567 admin123456789
   superadministrator rootrootroot useruseruser test12345678 testtesttest testpassword secretsecret secretpassword defaultpassword
   correcthorsebatterystaple trustno1trustno1 footballfootball princess1234 sunshine1234 dragon123456 monkey123456 superman1234 batman123456
   microsoft123 google123456 majlismajlis majlis123456 majlis1234567 majlispassword bahrain12345 bahrainbahrain saudiarabia1 saudiarabia123
   kuwait123456 qatarqatarqatar omanomanoman emirates1234 mohammed1234 muhammad1234 abdullah1234 bismillah123 bismillahirrahmanirrahim
   allahuakbar1 alhamdulillah alhamdulillah1`.split(/\s+/),
);

/** Fewest different characters: twelve times the same key is no password. */
const DIFFERENT = 5;

/** Whether a password is among the first a guesser tries, or is the person's own login. */
export function isCommonPassword(password: string, login: string): boolean {
  const plain = password.toLowerCase().replace(/\s+/g, '');
  const own = login.toLowerCase();
  return WORST.has(plain) || new Set(plain).size < DIFFERENT || plain === own || plain === own.replace(/@.*$/, '');
}
