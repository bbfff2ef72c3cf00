/** How people assign a secret to a name: the everyday syntaxes of code, configuration, shells, markup and prose. */
export interface Syntax {
  readonly title: string;
  readonly write: (name: string, value: string) => string;
  /** Characters that a value cannot have there without being escaped. */
  readonly not?: string;
  /** Nobody writes passwords so. */
  readonly only?: 'token';
}

/** What shells would not take as it is. */
const SHELL = '&*?#$!';
/** What an address would not. */
const ADDRESS = '&#?%@+/=!*$';

function syntax(title: string, write: Syntax['write'], not = ''): Syntax {
  return { title, write, not };
}

function forTokens(title: string, write: Syntax['write'], not = ''): Syntax {
  return { title, write, not, only: 'token' };
}

const pascal = (name: string) => name.replace(/(?:^|[_-])([a-z])/g, (_, letter: string) => letter.toUpperCase());
const camel = (name: string) => name.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
const upper = (name: string) => name.toUpperCase();
const kebab = (name: string) => name.replaceAll('_', '-');

export const CONFIGURATION: readonly Syntax[] = [
  syntax('an .env file', (n, v) => `HOST=db\n${upper(n)}=${v}\nPORT=1\n`, '$#'),
  syntax('an .env file with quotes', (n, v) => `${upper(n)}="${v}"\n`, '$'),
  syntax('properties', (n, v) => `spring.datasource.${kebab(n)}=${v}\n`),
  syntax('properties with a colon', (n, v) => `app.${camel(n)}: ${v}\n`, '#'),
  syntax('INI with spaces', (n, v) => `[client]\n${n} = ${v}\n`, '#'),
  syntax('TOML', (n, v) => `[database]\n${n} = "${v}"\n`),
  syntax('TOML with a literal string', (n, v) => `${n} = '${v}'\n`),
  syntax('a YAML key', (n, v) => `db:\n  ${n}: ${v}\n  port: 1\n`, '#%@*&!?-'),
  syntax('a YAML key with quotes', (n, v) => `db:\n  ${n}: "${v}"\n`),
  syntax('a YAML key with single quotes', (n, v) => `- ${camel(n)}: '${v}'\n`),
  syntax('a quoted YAML key', (n, v) => `  "${n}": '${v}'\n`),
  syntax('a YAML flow map', (n, v) => `db: { ${n}: "${v}", port: 1 }\n`),
  syntax('a YAML entry of name and value', (n, v) => `env:\n  - name: ${upper(n)}\n    value: "${v}"\n`),
  syntax('a YAML entry of name and bare value', (n, v) => `  - name: ${upper(n)}\n    value: ${v}\n`, '#%@*&!?-'),
  syntax('a YAML block', (n, v) => `  ${n}: |\n    ${v}\n  port: 1\n`),
  syntax('a folded YAML block', (n, v) => `  ${n}: >-\n    ${v}\n`),
  syntax('a YAML list of NAME=value', (n, v) => `environment:\n  - ${upper(n)}=${v}\n`, '$#'),
  syntax('JSON', (n, v) => `{\n  "${n}": "${v}",\n  "port": 1\n}\n`),
  syntax('JSON on one line', (n, v) => `{"user":"ada","${camel(n)}":"${v}","port":1}`),
  syntax('JSON in JSON', (n, v) => `{"body":"{\\"${n}\\":\\"${v}\\",\\"a\\":1}"}`),
  syntax('JSON in JSON in JSON', (n, v) => `"{\\\\\\"${n}\\\\\\":\\\\\\"${v}\\\\\\"}"`),
  syntax('JSON of name and value', (n, v) => `{ "name": "${upper(n)}", "value": "${v}" }`),
  syntax('JSON of key and value on lines', (n, v) => `{\n  "key": "${n}",\n  "value": "${v}"\n}`),
  syntax('an XML element', (n, v) => `  <${n}>${v}</${n}>\n`, '&'),
  syntax('an XML attribute', (n, v) => `<user login="ada" ${n}="${v}"/>\n`, '&'),
  syntax('XML of key and value', (n, v) => `<add key="${pascal(n)}" value="${v}" />\n`, '&'),
  syntax('XML of name and value', (n, v) => `<property name="${camel(n)}" value="${v}"/>\n`, '&'),
  syntax('an XML element with a name', (n, v) => `<property name="${n}">${v}</property>\n`, '&'),
  syntax('an Android string', (n, v) => `  <string name="${n}">${v}</string>\n`, '&@?'),
  syntax('a property list', (n, v) => `\t<key>${pascal(n)}</key>\n\t<string>${v}</string>\n`, '&'),
  syntax('Terraform', (n, v) => `resource "a" "b" {\n  ${n} = "${v}"\n}\n`),
  syntax('a Terraform default', (n, v) => `variable "${n}" {\n  default = "${v}"\n}\n`),
  syntax('a Dockerfile ENV', (n, v) => `FROM a\nENV ${upper(n)}=${v}\n`, '$'),
  syntax('a Dockerfile ENV with a space', (n, v) => `ENV ${upper(n)} ${v}\n`, '$'),
  syntax('a Dockerfile ARG', (n, v) => `ARG ${upper(n)}="${v}"\n`, '$'),
  syntax('a Makefile', (n, v) => `${upper(n)} := ${v}\n`, '$#'),
  syntax('a Makefile default', (n, v) => `${upper(n)} ?= ${v}\n`, '$#'),
  syntax('a registry file', (n, v) => `"${pascal(n)}"="${v}"\n`),
  syntax('a connection string', (n, v) => `Server=db;User Id=ada;${pascal(n)}=${v};Encrypt=yes\n`, '&#'),
];

export const SHELLS: readonly Syntax[] = [
  syntax('a shell assignment', (n, v) => `${upper(n)}=${v}\n`, SHELL),
  syntax('a shell export', (n, v) => `export ${upper(n)}='${v}'\n`),
  syntax('a shell export without quotes', (n, v) => `export ${upper(n)}=${v} OTHER=1\n`, SHELL),
  syntax('a variable before a command', (n, v) => `${upper(n)}=${v} npm run deploy\n`, SHELL),
  syntax('a csh variable', (n, v) => `setenv ${upper(n)} ${v}\n`, SHELL),
  syntax('a Windows variable', (n, v) => `set ${upper(n)}=${v}\r\n`, '&%'),
  syntax('a PowerShell variable', (n, v) => `$${pascal(n)} = "${v}"\r\n`, '$'),
  syntax('a PowerShell environment', (n, v) => `$env:${upper(n)} = '${v}'\r\n`),
  syntax('a here-document', (n, v) => `cat > f <<END\n${n}=${v}\nEND\n`, '$'),
  syntax('an option', (n, v) => `tool --${kebab(n)} ${v} --verbose\n`, `${SHELL}-`),
  syntax('an option with equals sign', (n, v) => `tool --${kebab(n)}=${v} --verbose\n`, SHELL),
  syntax('an option with quotes', (n, v) => `tool --${kebab(n)} '${v}'\n`),
  syntax('a PowerShell option', (n, v) => `New-User -Name ada -${pascal(n)} '${v}'\n`),
  syntax('a PowerShell option without quotes', (n, v) => `New-User -${pascal(n)} ${v} -Force\n`, `${SHELL}-@`),
  syntax('an option in a list of strings', (n, v) => `["tool", "--${kebab(n)}", "${v}", "-v"]\n`),
  syntax('an option with value in a list', (n, v) => `["tool", "--${kebab(n)}=${v}", "-v"]\n`),
  syntax('docker run -e', (n, v) => `docker run -e ${upper(n)}=${v} image\n`, SHELL),
  syntax('an option on a line of its own', (n, v) => `tool \\\n  --${kebab(n)} ${v} \\\n  -v\n`, `${SHELL}-`),
];

export const CODE: readonly Syntax[] = [
  syntax('JavaScript', (n, v) => `const ${camel(n)} = "${v}";\n`),
  syntax('JavaScript with single quotes', (n, v) => `let ${camel(n)}='${v}';\n`),
  syntax('JavaScript with a template', (n, v) => `var ${camel(n)} = \`${v}\`;\n`, '$'),
  syntax('a property', (n, v) => `client.${camel(n)} = "${v}";\n`),
  syntax('a property by name', (n, v) => `config["${n}"] = "${v}"\n`),
  syntax('an object literal', (n, v) => `connect({ user: 'ada', ${camel(n)}: '${v}', port: 1 });\n`),
  syntax('TypeScript with a type', (n, v) => `private readonly ${camel(n)}: string = '${v}';\n`),
  syntax('Python', (n, v) => `${n} = '${v}'\n`),
  syntax('Python with a type', (n, v) => `${n}: str = "${v}"\n`),
  syntax('Python bytes', (n, v) => `${upper(n)} = b"${v}"\n`),
  syntax('a Python argument', (n, v) => `connect(user="ada", ${n}="${v}", port=1)\n`),
  syntax('a Python dictionary', (n, v) => `{'user': 'ada', '${n}': '${v}'}\n`),
  syntax('Python with three quotes', (n, v) => `${n} = """${v}"""\n`),
  syntax('a default of a lookup', (n, v) => `${n} = os.getenv("${upper(n)}", "${v}")\n`),
  syntax('a default of a get', (n, v) => `x = config.get("${n}", "${v}")\n`),
  syntax('a default behind or', (n, v) => `const a = process.env.${upper(n)} || '${v}';\n`),
  syntax('a default behind ??', (n, v) => `const a = process.env.${upper(n)} ?? '${v}';\n`),
  syntax('a pydantic secret', (n, v) => `${n} = SecretStr("${v}")\n`),
  syntax('Go', (n, v) => `\t${camel(n)} := "${v}"\n`),
  syntax('Go with a type', (n, v) => `const ${camel(n)} string = "${v}"\n`),
  syntax('Go with aligned fields', (n, v) => `\t${pascal(n)}:     "${v}",\n`),
  syntax('Go bytes', (n, v) => `var ${camel(n)} = []byte("${v}")\n`),
  syntax('Go raw', (n, v) => `${camel(n)} := \`${v}\`\n`),
  syntax('Rust', (n, v) => `let ${n} = "${v}";\n`),
  syntax('a Rust constant', (n, v) => `const ${upper(n)}: &str = "${v}";\n`),
  syntax('a Rust static', (n, v) => `pub static ${upper(n)}: &'static str = "${v}";\n`),
  syntax('a Rust option', (n, v) => `${n}: Some("${v}".to_string()),\n`),
  syntax('a Rust String', (n, v) => `let ${n} = String::from("${v}");\n`),
  syntax('Kotlin', (n, v) => `val ${camel(n)}: String = "${v}"\n`),
  syntax('Kotlin nullable', (n, v) => `var ${camel(n)}: String? = "${v}"\n`),
  syntax('Swift', (n, v) => `let ${camel(n)}: String = "${v}"\n`),
  syntax('Java', (n, v) => `private static final String ${upper(n)} = "${v}";\n`),
  syntax('a Java annotation', (n, v) => `@Value(${camel(n)} = "${v}")\n`),
  syntax('C#', (n, v) => `public string ${pascal(n)} { get; set; } = "${v}";\n`),
  syntax('a C# literal', (n, v) => `var ${camel(n)} = @"${v}";\n`),
  syntax('C', (n, v) => `static const char ${n}[] = "${v}";\n`),
  syntax('a C pointer', (n, v) => `const char *${n} = "${v}";\n`),
  syntax('a C macro', (n, v) => `#define ${upper(n)} "${v}"\n`),
  syntax('PHP', (n, v) => `$${n} = '${v}';\n`),
  syntax('a PHP array', (n, v) => `$db['${n}'] = '${v}';\n`),
  syntax('a PHP array entry', (n, v) => `  '${n}' => '${v}',\n`),
  syntax('a PHP constant', (n, v) => `define('${upper(n)}', '${v}');\n`),
  syntax('a PHP property', (n, v) => `$this->${camel(n)} = '${v}';\n`),
  syntax('Perl', (n, v) => `my $${n} = '${v}';\n`),
  syntax('a Perl hash', (n, v) => `  ${n} => '${v}',\n`),
  syntax('Ruby', (n, v) => `@${n} = '${v}'\n`),
  syntax('a Ruby symbol', (n, v) => `  ${n}: '${v}',\n`),
  syntax('a Ruby hash', (n, v) => `  :${n} => '${v}',\n`),
  syntax('a Ruby default', (n, v) => `ENV.fetch('${upper(n)}', '${v}')\n`),
  syntax('a Groovy default', (n, v) => `def ${camel(n)} = '${v}'\n`),
  syntax('Gradle', (n, v) => `    ${camel(n)} "${v}"\n`),
  syntax('Lua', (n, v) => `local ${n} = "${v}"\n`),
  syntax('R', (n, v) => `${n} <- "${v}"\n`),
  syntax('Scala', (n, v) => `"${n}" -> "${v}",\n`),
  syntax('Elixir', (n, v) => `config :app, ${n}: "${v}"\n`),
  syntax('Objective-C', (n, v) => `NSString *${camel(n)} = @"${v}";\n`),
  syntax('Visual Basic', (n, v) => `Dim ${camel(n)} As String = "${v}"\n`),
  syntax('Pascal', (n, v) => `${pascal(n)} := '${v}';\n`),
  syntax('a setter', (n, v) => `client.set${pascal(n)}("${v}");\n`),
  syntax('a builder', (n, v) => `  .with${pascal(n)}("${v}")\n`),
  syntax('a builder without a verb', (n, v) => `  .${camel(n)}("${v}")\n`),
  syntax('a setter with underscores', (n, v) => `client.set_${n}('${v}')\n`),
  syntax('a map', (n, v) => `map.put("${n}", "${v}");\n`),
  syntax('a setter by name', (n, v) => `config.set('${n}', '${v}')\n`),
  syntax('two arguments', (n, v) => `setProperty("app.${n}", "${v}")\n`),
  syntax('a comparison', (n, v) => `if (${camel(n)} == "${v}") {\n`),
  syntax('a strict comparison', (n, v) => `if (req.body.${camel(n)} === '${v}') {\n`),
  syntax('a comparison that fails', (n, v) => `if ${n} != "${v}":\n`),
  syntax('equals()', (n, v) => `if (${camel(n)}.equals("${v}"))\n`),
  syntax('a wrapped value on the next line', (n, v) => `${n} =\n    "${v}"\n`),
  syntax('a value behind a backslash', (n, v) => `${n} = \\\n    "${v}"\n`),
  syntax('a value in parentheses', (n, v) => `${n} = (\n    "${v}"\n)\n`),
  syntax('a list of one', (n, v) => `${n} = ["${v}"]\n`),
  syntax('a comment', (n, v) => `// ${n}: ${v}\n`, '#'),
  syntax('a comment of a shell', (n, v) => `# ${n}=${v}\n`, '#$'),
  syntax('code in a comment', (n, v) => `/* ${camel(n)} = "${v}"; */\n`),
];

/** The name is the protocol's own. */
export const PROTOCOLS: readonly Syntax[] = [
  forTokens('a header with Bearer', (_, v) => `Authorization: Bearer ${v}\n`),
  forTokens('a header with Token', (_, v) => `authorization: Token ${v}\r\n`),
  forTokens('a header with a scheme of its own', (_, v) => `Authorization: GenieKey ${v}\n`),
  forTokens('a header of curl', (_, v) => `curl -H "Authorization: Bearer ${v}" https://h.acme.io/\n`),
  forTokens('a header of curl with single quotes', (_, v) => `curl -H 'X-Api-Key: ${v}' https://h.acme.io/\n`),
  forTokens('a header in an object', (_, v) => `headers: { Authorization: 'Bearer ${v}' },\n`),
  forTokens('a header in JSON', (_, v) => `{"Authorization": "token ${v}"}\n`),
  forTokens('a header that is set', (_, v) => `req.Header.Set("Authorization", "Bearer ${v}")\n`),
  forTokens('a header with its own name', (_, v) => `req.setRequestHeader("X-Auth-Token", "${v}");\n`),
  forTokens('a template of a header', (_, v) => `'Authorization': \`Bearer ${v}\`,\n`),
  syntax('the user of an address', (_, v) => `postgres://ada:${v}@db.acme.io:5432/shop\n`, `${ADDRESS};,:`),
  syntax('an address without a user', (_, v) => `"redis://:${v}@cache.acme.io/0"\n`, `${ADDRESS};,:`),
  syntax('SQL, identified by', (_, v) => `CREATE USER 'ada'@'%' IDENTIFIED BY '${v}';\n`),
  syntax('SQL, identified by in lower case', (_, v) => `grant all on a.* to b identified by "${v}"\n`),
  syntax('SQL, password', (_, v) => `ALTER USER ada WITH PASSWORD '${v}';\n`),
  syntax('SQL, encrypted password', (_, v) => `CREATE ROLE ada LOGIN ENCRYPTED PASSWORD '${v}';\n`),
  syntax('SQL, password with equals sign', (_, v) => `CREATE LOGIN ada WITH PASSWORD = N'${v}';\n`),
  syntax('SQL, a function', (_, v) => `SET PASSWORD FOR 'ada' = PASSWORD('${v}');\n`),
];

export const TEXTS: readonly Syntax[] = [
  syntax('the query of an address', (n, v) => `https://h.acme.io/a?user=1&${n}=${v}&page=2\n`, ADDRESS),
  syntax('the end of a query', (n, v) => `"https://h.acme.io/a?${n}=${v}"\n`, ADDRESS),
  syntax('an escaped equals sign', (n, v) => `body=${n}%3D${v}\n`, ADDRESS),
  syntax('HTML with entities', (n, v) => `{&quot;${n}&quot;:&quot;${v}&quot;}\n`, '&'),
  syntax('HTML with numbered entities', (n, v) => `{&#34;${n}&#34;: &#34;${v}&#34;}\n`, '&#'),
  syntax('CSV of name and value', (n, v) => `name,value\n${n},${v}\n`, ''),
  syntax('quoted CSV', (n, v) => `"${n}","${v}"\n`),
  syntax('a Markdown table', (n, v) => `| name | value |\n|---|---|\n| ${n} | ${v} |\n`),
  syntax('a Markdown table with code', (n, v) => `| \`${n}\` | \`${v}\` |\n`),
  syntax('a Markdown list', (n, v) => `* **${n}**: ${v}\n`),
  syntax('a Markdown list with code', (n, v) => `- ${n}: \`${v}\`\n`),
  syntax('prose', (n, v) => `The ${n} is ${v}\n`, '.?!'),
];
