import { engineOf } from '../../src/catalogue/recipe.js';
import type { Finding, Location } from '../../src/policy/finding.js';
import { placeWords } from '../../src/report/place.js';
import { scan } from '../../src/scan.js';
import { BufferAccess } from '../../src/sources/containers/random-access.js';
import type { ImageOptions } from '../../src/sources/images/image-reader.js';
import { savedImage } from '../../src/sources/images/saved-image.js';

const engine = engineOf({});

export interface ScannedImage {
  readonly findings: readonly Finding[];
  readonly locations: readonly Location[];
  /** As people read them, sorted. */
  readonly places: readonly string[];
  /** `subject: reason`, sorted. */
  readonly gaps: readonly string[];
}

/** What a scan finds in a saved image that is called `a.tar`. */
export async function scannedImage(tar: Buffer, options: ImageOptions = {}): Promise<ScannedImage> {
  const blobs = () => savedImage(new BufferAccess(tar), { path: 'a.tar', container: 'a.tar' }, options);
  const { findings, gaps } = await scan({ onlyNew: false, blobs }, engine);
  const locations = findings.flatMap((finding) => finding.locations);
  return {
    findings,
    locations,
    places: locations.map(placeWords).sort(),
    gaps: gaps.map(({ subject, reason }) => `${subject}: ${reason}`).sort(),
  };
}
