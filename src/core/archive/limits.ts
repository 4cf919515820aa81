/** What an archive of an account may be, and how long it is there. */
export const archiveLimits = {
  /** How long a finished archive can be downloaded. */
  keptMs: 7 * 86_400_000,
  /** A passphrase that an archive is encrypted to. */
  minPassphraseCharacters: 12,
  maxPassphraseCharacters: 256,
} as const
