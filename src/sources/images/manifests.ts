import type { Gap } from '../source.js';
import { blobName } from './digest.js';
import { items, type Json, property, text, texts } from './json-leaves.js';

/** What came of an image besides the contents of its layers. Names are those of members. */
export interface ImageParts {
  /** Documents, parsed. */
  readonly documents: ReadonlyMap<string, Json>;
  /** Whether something of that name came. */
  has(name: string): boolean;
  /** The member that a name means, through links. Undefined when it leads out. */
  resolve(name: string): string | undefined;
}

/** An image, as its manifest tells it. */
export interface Image {
  readonly tags: readonly string[];
  readonly platform?: string | undefined;
  /** The member with its configuration. */
  readonly config?: string | undefined;
  /** Its layers, the lowest first. A layer that is not there has no name. */
  readonly layers: readonly (string | undefined)[];
  /** What says who made the image of what. Those are no layers. */
  readonly isAttestation: boolean;
}

export interface Described {
  readonly images: readonly Image[];
  /** Members that are manifests or indexes. */
  readonly manifests: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
}

/** Nobody nests indexes so deep, and no image has so many manifests or layers. */
const [DEEPEST, MOST_MANIFESTS, MOST_LAYERS] = [8, 10_000, 10_000] as const;

const ADVICE = 'save or pull the image again, with all that belongs to it';

/**
 * The images that the manifests tell: docker's `manifest.json`, and `index.json` with the manifests and indexes that it
 * leads to. Where both are there, as docker writes them today, each image is told once.
 *
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format
 *
 * @param shown stands before names in gaps
 */
export function imagesIn(parts: ImageParts, shown: string): Described {
  const reading = new Manifests(parts, shown);
  reading.readSaved('manifest.json');
  reading.readIndex('index.json');
  return reading.described();
}

class Manifests {
  readonly #parts: ImageParts;
  readonly #shown: string;
  readonly #images = new Map<string, Image>();
  readonly #manifests = new Set<string>();
  readonly #indexes = new Set<string>();
  readonly #gaps: Gap[] = [];
  #untold = 0;

  constructor(parts: ImageParts, shown: string) {
    this.#parts = parts;
    this.#shown = shown;
  }

  described(): Described {
    const isNone = this.#manifests.size + this.#indexes.size + this.#gaps.length === 0;
    if (isNone) this.#gap('it has no manifest that says how its layers belong together', ADVICE);
    if (this.#untold > 0) this.#gaps.push(this.#gapOf(`${this.#untold} more things are not in it`, ADVICE));
    const [manifests, indexes, gaps] = [this.#manifests, this.#indexes, this.#gaps];
    return { images: [...this.#images.values()], manifests, indexes, gaps };
  }

  /** What docker calls `manifest.json`: a list of images, which names files. */
  readSaved(name: string): void {
    if (!this.#parts.has(name)) return;
    const document = this.#parts.documents.get(name);
    if (!Array.isArray(document) || !document.every((entry) => Array.isArray(property(entry, 'Layers')))) {
      this.#gap(`its ${name} is no list of images`, ADVICE);
      return;
    }
    this.#manifests.add(name);
    for (const entry of document.slice(0, MOST_MANIFESTS)) {
      const layers = texts(property(entry, 'Layers')).slice(0, MOST_LAYERS);
      const config = text(property(entry, 'Config'));
      this.#add({
        tags: texts(property(entry, 'RepoTags')),
        config: config === undefined ? undefined : this.#member(config, 'the configuration'),
        layers: layers.map((layer, index) => this.#member(layer, `layer ${index + 1}`)),
        isAttestation: false,
      });
    }
  }

  readIndex(name: string): void {
    if (!this.#parts.has(name)) return;
    this.#readDocument(name, {}, 0);
  }

  /** @param descriptor what led here */
  #readDocument(name: string, descriptor: Json, depth: number): void {
    if (this.#manifests.has(name) || this.#indexes.has(name)) return;
    const document = this.#parts.documents.get(name);
    if (depth > DEEPEST) this.#gap(`its indexes are nested more than ${DEEPEST} deep`, ADVICE);
    else if (this.#manifests.size + this.#indexes.size > MOST_MANIFESTS)
      this.#gap(`it has more than ${MOST_MANIFESTS} manifests`, ADVICE);
    else if (Array.isArray(property(document, 'manifests'))) this.#readManifests(name, document, depth);
    else if (Array.isArray(property(document, 'layers'))) this.#readManifest(name, document, descriptor);
    else this.#gap(`${name} is no manifest and no index of the OCI or of docker`, ADVICE);
  }

  #readManifests(name: string, document: Json, depth: number): void {
    this.#indexes.add(name);
    for (const descriptor of items(property(document, 'manifests'))) {
      const member = this.#blob(descriptor, manifestWords(descriptor));
      if (member !== undefined) this.#readDocument(member, descriptor, depth + 1);
    }
  }

  #readManifest(name: string, document: Json, descriptor: Json): void {
    this.#manifests.add(name);
    const annotations = property(descriptor, 'annotations');
    const isAttestation = property(annotations, 'vnd.docker.reference.type') === 'attestation-manifest';
    const layers = items(property(document, 'layers')).slice(0, MOST_LAYERS);
    const config = property(document, 'config');
    this.#add({
      tags: TAGS.flatMap((key) => text(property(annotations, key)) ?? []),
      platform: isAttestation ? undefined : platformOf(property(descriptor, 'platform')),
      config: config === undefined ? undefined : this.#blob(config, 'the configuration'),
      layers: layers.map((layer, index) => this.#blob(layer, `layer ${index + 1}`)),
      isAttestation,
    });
  }

  /** One image can be told by both kinds of manifest: by its name in one, by its platform in the other. */
  #add(image: Image): void {
    const key = JSON.stringify([image.config, image.layers]);
    const known = this.#images.get(key);
    if (known === undefined) this.#images.set(key, image);
    else
      this.#images.set(key, {
        ...known,
        tags: known.tags.length > 0 ? known.tags : image.tags,
        platform: known.platform ?? image.platform,
      });
  }

  /** The member that a name leads to; a gap when there is none. */
  #member(name: string, what: string): string | undefined {
    const member = this.#parts.resolve(name);
    if (member === undefined) this.#gap(`${what} is told to lie outside of it`, ADVICE);
    else if (!this.#parts.has(member)) this.#gap(`${what} is not in it`, ADVICE);
    else return member;
    return undefined;
  }

  #blob(descriptor: Json, what: string): string | undefined {
    const digest = property(descriptor, 'digest');
    const name = blobName(digest);
    if (name === undefined) this.#gap(`${what} is named by no digest that is known`, ADVICE);
    else {
      const member = this.#parts.resolve(name);
      if (member !== undefined && this.#parts.has(member)) return member;
      const short = String(digest).slice(0, 19);
      const isForeign = FOREIGN.test(String(property(descriptor, 'mediaType')));
      if (isForeign) this.#gap(`${what} (${short}) is a foreign one, which is no part of a saved image`, FETCH_IT);
      else this.#gap(`${what} (${short}) is not in it`, ADVICE);
    }
    return undefined;
  }

  #gap(reason: string, advice: string): void {
    if (this.#gaps.length < MOST_GAPS) this.#gaps.push(this.#gapOf(reason, advice));
    else this.#untold++;
  }

  #gapOf(reason: string, advice: string): Gap {
    return { kind: 'gap', subject: this.#shown, reason, advice };
  }
}

/** More are counted. */
const MOST_GAPS = 100;

const FETCH_IT = 'scan that layer where its owner publishes it';

/** Layers that others may not pass on. */
const FOREIGN = /\b(?:foreign|nondistributable)\b/;

/** The full name, as containerd writes it, says more than a tag alone. */
const TAGS = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

function platformOf(platform: Json): string | undefined {
  const parts = ['os', 'architecture', 'variant'].flatMap((key) => text(property(platform, key)) ?? []);
  return parts.length === 0 ? undefined : parts.join('/');
}

function manifestWords(descriptor: Json): string {
  const platform = platformOf(property(descriptor, 'platform'));
  return platform === undefined || platform.includes('unknown') ? 'a manifest' : `the manifest of ${platform}`;
}
