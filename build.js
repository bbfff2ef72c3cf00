// Builds hushkey: compiles the pattern files into data, bundles the code, writes the types.
//   node build.js             all of it, into dist/
//   node build.js generated   only what is generated into src/, which type checks and tests need
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build, transform } from 'esbuild';
import { isPair, isSeq, LineCounter, parseDocument, visit } from 'yaml';

const standaloneCode = standalone.default;

// Dependencies stay packages of their own, so that they can be audited and updated without a new hushkey.
const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
};

/**
 * Of the dependencies only the reader of YAML is part of the bundles: it is 60 files, and a commit to a repository that has a
 * configuration waits for every one of them. Its build for browsers is the one made of modules; both are one code. It stays
 * among the dependencies, so that who audits those sees it.
 */
const withYaml = {
  name: 'YAML is bundled',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(process.cwd(), 'node_modules/yaml/browser/index.js') }));
  },
};

compileAssembly('src/detect', 'kernel', 64);
compileAssembly('src/git/packs', 'unpack', 1024);
writeWords();
writeDefaults();
await writeConfigCheck();
await compilePatterns();
writeSystems();
writeContainerFormats();
await writePageAssets();
writeCodeHash();
if (process.argv[2] !== 'generated') {
  rmSync('dist', { recursive: true, force: true });
  const lazy = await buildHook();
  for (const name of ['patterns.jsonl', 'index.json'])
    cpSync(join('src/catalogue/generated', name), join('dist/generated', name));
  const entryPoints = {
    main: 'src/cli/main.ts',
    index: 'src/index.ts',
    // Started by its name as a thread of its own.
    'history-worker': 'src/history/history-worker.ts',
    ...lazy,
  };
  await build({
    ...common,
    entryPoints,
    outdir: 'dist',
    splitting: true,
    chunkNames: '[name]-[hash]',
    plugins: [withYaml],
  });
  cpSync('node_modules/yaml/LICENSE', 'dist/generated/yaml.LICENSE.txt');
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'src/tsconfig.types.json'], {
    stdio: 'inherit',
  });
}

/**
 * What a commit waits for, as one file: Node takes longer to find and load ten small modules than to run them. What is
 * imported dynamically stays outside, to be loaded when it is needed.
 *
 * @returns those modules, as entry points by name
 */
async function buildHook() {
  const lazy = {};
  const outside = {
    name: 'dynamic imports stay outside',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        lazy[basename(path, '.js')] = join(resolveDir, path.replace(/\.js$/, '.ts'));
        return { path: `./${basename(path)}`, external: true };
      });
    },
  };
  await build({ ...common, entryPoints: { hook: 'src/cli/hook.ts' }, outdir: 'dist', plugins: [outside] });
  return lazy;
}

/**
 * AssemblyScript to WebAssembly, as bytes in a module: a few kilobytes are read faster with the code than beside it.
 *
 * @param room the folder with `assembly/NAME.ts`; what is made goes to its `generated/NAME-wasm.ts`
 * @param pages of 64 KiB that the memory has from the beginning
 */
function compileAssembly(room, name, pages) {
  const wasm = join('node_modules', '.cache', 'hushkey', `${name}.wasm`);
  mkdirSync(dirname(wasm), { recursive: true });
  const options = ['--optimizeLevel', '3', '--enable', 'simd', '--runtime', 'stub', '--noAssert'];
  execFileSync(process.execPath, [
    'node_modules/assemblyscript/bin/asc.js',
    `${room}/assembly/${name}.ts`,
    '--outFile',
    wasm,
    ...options,
    '--initialMemory',
    `${pages}`,
  ]);
  const base64 = readFileSync(wasm).toString('base64');
  mkdirSync(`${room}/generated`, { recursive: true });
  writeFileSync(
    `${room}/generated/${name}-wasm.ts`,
    `// Made by build.js from ${room}/assembly/. Do not edit.\n\nexport const wasm = Buffer.from('${base64}', 'base64');\n`,
  );
}

/** The English words of BIP 39 as one text: the library they come from does far more, and is not needed at run time. */
function writeWords() {
  writeFileSync(
    'src/detect/generated/bip39-words.ts',
    `// Made by build.js from @scure/bip39. Do not edit.\n\nexport const BIP39_WORDS = '${wordlist.join(' ')}';\n`,
  );
}

/** What nobody configured, with the line of each entry: a hook has it without reading YAML. */
function writeDefaults() {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync('defaults.yaml', 'utf8'), { lineCounter: counter });
  if (document.errors.length > 0) throw document.errors[0];
  const lines = {};
  visit(document, {
    Pair: (_, { key }, ancestors) => {
      lines[[...stepsTo(ancestors), key.value].join('/')] = counter.linePos(key.range[0]).line;
    },
    Seq: (_, { items }, ancestors) => {
      for (const [index, { range }] of items.entries())
        lines[[...stepsTo(ancestors), index].join('/')] = counter.linePos(range[0]).line;
    },
  });
  mkdirSync('src/policy/generated', { recursive: true });
  const type = '{ readonly content: ConfigFile; readonly lines: Readonly<Record<string, number>> }';
  writeFileSync(
    'src/policy/generated/defaults.ts',
    `// Made by build.js from defaults.yaml. Do not edit.\nimport type { ConfigFile } from '../config/config-file.js';\n\nexport const defaults: ${type} = JSON.parse(${quoted({ content: document.toJS(), lines })});\n`,
  );
}

/** The keys and numbers on the way to a node of a YAML document. */
function stepsTo(ancestors) {
  return ancestors.flatMap((node, at) => {
    if (isPair(node)) return [node.key.value];
    return isSeq(node) && at + 1 < ancestors.length ? [node.items.indexOf(ancestors[at + 1])] : [];
  });
}

/**
 * Checks a configuration against its schema, as code that ajv writes: to load ajv and to compile the schema takes a hook
 * longer than the scan. https://ajv.js.org/standalone.html
 */
async function writeConfigCheck() {
  const ajv = new Ajv({
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    allErrors: true,
    code: { source: true, esm: true },
  });
  const check = ajv.compile(JSON.parse(readFileSync('schema/config-1.json', 'utf8')));
  mkdirSync('src/policy/generated', { recursive: true });
  writeFileSync(
    'src/policy/generated/check-config.js',
    `// Made by build.js from schema/config-1.json. Do not edit.\n${standaloneCode(ajv, check)}`,
  );
  writeFileSync(
    'src/policy/generated/check-config.d.ts',
    "import type { ValidateFunction } from 'ajv';\n\ndeclare const check: ValidateFunction;\nexport default check;\n",
  );
}

/** A CI system is one file: whichever lies in the folder is known, and none has to be named anywhere else. */
function writeSystems() {
  writeList('src/gate', 'systems', 'system', 'SYSTEMS', "CiSystem } from '../event.js'");
}

/** So is a format of archives. */
function writeContainerFormats() {
  writeList('src/sources/containers', 'formats', 'format', 'FORMATS', "ContainerFormat } from '../format.js'");
}

/** A module with what each file of a folder exports by the same name, as a list of a type. */
function writeList(room, folder, what, list, type) {
  const names = readdirSync(join(room, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
  const lines = names.map((name, index) => `import { ${what} as s${index} } from '../${folder}/${name}.js';\n`);
  mkdirSync(join(room, 'generated'), { recursive: true });
  writeFileSync(
    join(room, 'generated', `${folder}.ts`),
    `// Made by build.js from ${room}/${folder}/. Do not edit.\nimport type { ${type};\n${lines.join('')}\nexport const ${list}: readonly ${type.split(' ')[0]}[] = [${names.map((_, index) => `s${index}`).join(', ')}];\n`,
  );
}

/** The style and the script of the HTML report, as texts in a module: each report has them in it. */
async function writePageAssets() {
  const minified = async (name, loader) => {
    const source = readFileSync(join('src/report/html', name), 'utf8');
    return (
      await transform(source, { loader, minify: true, target: ['chrome100', 'firefox100', 'safari15'] })
    ).code.trim();
  };
  const [style, script] = [await minified('style.css', 'css'), await minified('script.js', 'js')];
  mkdirSync('src/report/generated', { recursive: true });
  writeFileSync(
    'src/report/generated/page-assets.ts',
    `// Made by build.js from src/report/html/. Do not edit.\n\nexport const STYLE = ${JSON.stringify(style)};\nexport const SCRIPT = ${JSON.stringify(script)};\n`,
  );
}

/** What the memory of a scan is good for: any change of the code or the patterns makes it another one. */
function writeCodeHash() {
  const hash = createHash('sha256');
  const folder = 'src/history/generated';
  const files = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.startsWith(join(folder)))
    .sort();
  for (const path of files) hash.update(`${path}\0`).update(createHash('sha256').update(readFileSync(path)).digest());
  mkdirSync(folder, { recursive: true });
  const text = `// Made by build.js from src/. Do not edit.\n\nexport const CODE = '${hash.digest('hex')}';\n`;
  writeFileSync(`${folder}/code.ts`, text);
}

/** Runs the catalogue's own compiler over patterns/ and writes what it gives as two modules. */
async function compilePatterns() {
  const compiler = join('node_modules', '.cache', 'hushkey', 'compiler.mjs');
  await build({
    ...common,
    stdin: {
      contents:
        "export * from './compile.js'; export * from './load.js'; export { writeIndex } from '../detect/pattern-index.js';",
      resolveDir: 'src/catalogue',
      loader: 'ts',
    },
    outfile: compiler,
  });
  const { compile, loadPatternFiles, writeIndex } = await import(pathToFileURL(compiler).href);
  const { patterns, facts } = compile(loadPatternFiles('patterns'));
  mkdirSync('src/catalogue/generated', { recursive: true });
  writeFileSync(
    'src/catalogue/generated/patterns.jsonl',
    patterns.map((pattern) => JSON.stringify(pattern)).join('\n'),
  );
  const index = { count: patterns.length, ...writeIndex(patterns) };
  writeFileSync('src/catalogue/generated/index.json', JSON.stringify(index));
  writeModule('facts', 'Facts', '../facts.js', facts);
}

/** Parsing a JSON text is faster than compiling the same data as code, and hooks wait for it. */
function writeModule(name, type, from, data) {
  const json = quoted(data);
  const text = `// Made by build.js from patterns/. Do not edit.\nimport type { ${type} } from '${from}';\n\nexport const ${name}: readonly ${type}[] = JSON.parse(${json});\n`;
  writeFileSync(join('src/catalogue/generated', `${name}.ts`), text);
}

/** In single quotes nothing but the quote and the backslash has to be escaped: JSON is full of double ones. */
function quoted(data) {
  return `'${JSON.stringify(data).replace(/[\\']/g, '\\$&')}'`;
}
