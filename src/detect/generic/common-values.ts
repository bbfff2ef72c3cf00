/** Values that everybody writes where a credential would stand. Lower case. */
export const COMMON_VALUES: ReadonlySet<string> = new Set(
  `password passwd passw0rd p@ssw0rd p@ssword pass pwd passphrase secret secrets token key apikey api_key mykey my_key
  admin administrator root user username guest test tests testing tester test1 test123 testpass testpassword test_password
  foo bar baz qux foobar foobaz quux abc abc123 abcd abcdef abcdefg abcd1234 xyz asdf asdf1234 qwerty qwerty123 letmein
  welcome hello world changeme change_me changeit default example sample demo dummy fake placeholder none null nil empty
  123 1234 12345 123456 1234567 12345678 123456789 1234567890 0000 00000000 1111 111111 iloveyou monkey dragon
  mysecret my_secret my-secret mytoken my_token my-token mypassword my_password mypass supersecret super_secret
  topsecret top_secret s3cr3t secretkey secret_key some_secret somesecret notsecret not_secret shared_secret
  password1 password123 pass123 pass1234 passpass admin123 root123 user1 user2 username1 postgres mysql mongo redis
  rabbitmq oracle sa public private access auth login basic bearer oauth jwt value string text hidden redacted
  invalid wrong wrongpassword wrong_password incorrect bad good valid correct newpassword new_password oldpassword
  old_password another anotherpassword yourpassword your_password your-password yourtoken your_token verysecret
  very_secret keyboard cat keyboardcat session cookie anonymous nobody blah whatever something anything nothing
  hunter2 swordfish opensesame sesame love god sex`.split(/\s+/),
);
