/** What an archive of an account may be, and how long it is there. */
export const archiveLimits = {
  /** How long a finished archive can be downloaded. */
  keptMs: 7 * 86_400_000,
  /** A passphrase that an archive is encrypted to. */
  minPassphraseCharacters: 12,
  maxPassphraseCharacters: 256,
  /** What is brought: the file, and again what it unpacks to. */
  maxBytes: 20_000_000_000,
  maxFiles: 100_000,
  /** One JSON file of it. */
  maxWordsBytes: 50_000_000,
  /** Rows of one list of it. */
  maxRows: 100_000,
  /** How long an archive whose last byte did not come is waited for. */
  unfinishedMs: 48 * 3_600_000,
} as const
