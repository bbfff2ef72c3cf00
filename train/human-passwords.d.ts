/** @param random a function that gives numbers from 0 to 1 */
export function humanPassword(random: () => number): string;
