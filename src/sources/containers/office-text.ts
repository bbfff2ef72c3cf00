/**
 * Of Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300): the names of their vocabularies stand in the first
 * element.
 */
const OFFICE = /schemas\.openxmlformats\.org|urn:oasis:names:tc:opendocument/;
const HEAD = 4096;

/** What ends a paragraph, a heading, or a text of a cell. */
const PARAGRAPH_END = /<\/(?:w:p|a:p|si|text:p|text:h)>/;
const TAG = /<[^<>]*>/;

/**
 * The text of a document in which words are torn apart: programs begin a new run wherever spelling, a revision or the
 * language changes, in the middle of a token too. A line for each paragraph; those in one piece are left empty, since
 * they are found as they stand.
 *
 * @param bytes a part of a document
 * @returns undefined when it is none, or has no such paragraph
 */
export function textOfRuns(bytes: Buffer): Buffer | undefined {
  if (!OFFICE.test(bytes.toString('latin1', 0, HEAD))) return undefined;
  let isTorn = false;
  const lines = bytes
    .toString()
    .split(PARAGRAPH_END)
    .map((paragraph) => {
      const runs = paragraph.split(TAG).filter((run) => run.trim() !== '');
      if (runs.length < 2) return '';
      isTorn = true;
      return runs.join('').replaceAll('\n', ' ');
    });
  return isTorn ? Buffer.from(lines.join('\n')) : undefined;
}
