/**
 * Reads a file of the repository, wherever its bytes are: on the disk, or in the commit that a range begins at.
 *
 * @param path from the top of the repository
 * @returns undefined when there is none
 * @throws PolicyError when it is there and cannot be read
 */
export type ReadPolicyFile = (path: string) => Promise<Buffer | undefined>;

/** The paths of all files below a folder, from the top of the repository; undefined when it is no folder. */
export type ListPolicyFiles = (folder: string) => Promise<readonly string[] | undefined>;
