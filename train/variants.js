// What the labelled data does not have: passwords that people made, and rarer ways to write an assignment. Both are made
// from what it has, the true and the false alike, so that only the writing is new.
import { candidatesIn } from './examples.js';
import { humanPassword } from './human-passwords.js';

/** A variant counts less than what was really seen. */
const HUMAN_WEIGHT = 0.5;
const SYNTAX_WEIGHT = 0.3;
/** Of so many true and false values each rare syntax gets one. */
const ONE_IN_TRUE = 9;
const ONE_IN_FALSE = 30;

const SYNTAXES = [
  (name, value) => `<${name}>${value}</${name}>\n`,
  (name, value) => `    <add key="${name}" value="${value}" />\n`,
  (name, value) => `<property name="${name}">${value}</property>\n`,
  (name, value) => `<key>${name}</key>\n\t<string>${value}</string>\n`,
  (name, value) => `  - name: ${name}\n    value: ${value}\n`,
  (name, value) => `{ "name": "${name}", "value": "${value}" },\n`,
  (name, value) => `| ${name} | ${value} | |\n`,
  (name, value) => `| \`${name}\` | \`${value}\` |\n`,
  (name, value) => `${name},${value}\n`,
  (name, value) => `  const value = process.env.${name} || "${value}";\n`,
  (name, value) => `variable "${name}" {\n  default = "${value}"\n}\n`,
  (name, value) => `  .with_${name}("${value}")\n`,
  (name, value) => `fetch("https://host.test/path?${name}=${value}")\n`,
  (name, value) => `{&quot;${name}&quot;: &quot;${value}&quot;}\n`,
  (name, value) => `docker run -e ${name}=${value} image\n`,
  (name, value) => `run --${name} ${value} --verbose\n`,
  (name, value) => `ENV ${name} ${value}\n`,
  (name, value) => `#define ${name} "${value}"\n`,
  (name, value) => `  config.put("${name}", "${value}");\n`,
  (name, value) => `  "${name}" => "${value}",\n`,
  (name, value) => `  client.set_${name}("${value}");\n`,
  (name, value) => `${name} := "${value}"\n`,
  (name, value) => `if ${name} == "${value}" {\n`,
];

/** Variants of some examples, for training only. The same in every run. */
export function variantsOf(examples, parts, random) {
  const variants = [];
  for (const example of examples) {
    const { candidate, label } = example;
    if (label === 1 && candidate.name.kind === 'password' && /^[a-z]+$/.test(candidate.value))
      variants.push(...human(example, parts, random));
    if (!example.isLabelled || candidate.quote === '' || /["'<>\n|&\s]/.test(candidate.value)) continue;
    for (const write of SYNTAXES)
      if (random() * (label === 1 ? ONE_IN_TRUE : ONE_IN_FALSE) < 1) variants.push(...written(example, write, parts));
  }
  return variants;
}

/** Such a password where the drawn one stood, and in one of the rarer syntaxes. */
function human(example, parts, random) {
  const variant = withValue(example, humanPassword(random), HUMAN_WEIGHT);
  const write = SYNTAXES[Math.floor(random() * SYNTAXES.length)];
  return [variant, ...written(variant, write, parts)];
}

function withValue(example, value, weight) {
  return { ...example, candidate: { ...example.candidate, value }, weight: example.weight * weight };
}

function written(example, write, parts) {
  const { name, value } = example.candidate;
  if (!/^[\w.-]+$/.test(name.text)) return [];
  const bytes = Buffer.from(`\n${write(name.text, value)}`, 'latin1');
  const same = candidatesIn(bytes, parts).filter((candidate) => candidate.value === value);
  return same.slice(0, 1).map((candidate) => ({ ...example, candidate, weight: example.weight * SYNTAX_WEIGHT }));
}
