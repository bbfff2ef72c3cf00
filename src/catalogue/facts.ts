/** What a person is told about a kind of secret. Loaded only when there is something to tell. */
export interface Facts {
  readonly id: string;
  readonly provider: string;
  /** `OpenAI project API key`. */
  readonly title: string;
  readonly risk?: string;
  readonly env: readonly string[];
  readonly revoke?: string;
  readonly rotate?: string;
  readonly usage?: string;
}
