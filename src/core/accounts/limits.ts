/** What an account is made of: a handle, and a passphrase or a passkey. Nothing else is asked; what it says about itself is its own. */
export const accountLimits = {
  minHandleCharacters: 2,
  maxHandleCharacters: 30,
  minPassphraseCharacters: 10,
  maxPassphraseCharacters: 256,
  recoveryCodes: 8,
  passkeys: 20,
  tokens: 50,
  maxTokenDays: 366,
  standardTokenDays: 90,
  /** Younger people watch, and have no account. A shore may choose another, between the two below. */
  minimumAge: 14,
  minMinimumAge: 13,
  maxMinimumAge: 16,
  /** From this age on an account may be open. */
  openAge: 16,
  maxNameCharacters: 60,
  maxBioCharacters: 300,
  links: 5,
  products: 12,
  maxTitleCharacters: 60,
  maxAddressCharacters: 500,
  /** A picture is as wide as it is high; three bytes a pixel: red, green, blue. */
  avatarPixels: 256,
  /** An account is new for a day: it acts less often, and its links wait. */
  newForMs: 86_400_000,
  /** For a week, what it says with a link in it is seen by the author of the clip first. */
  newcomerForMs: 604_800_000,
} as const

/** Whether an account is in its first day. */
export const isNewAt = (createdAt: Date, now: Date): boolean =>
  now.getTime() - createdAt.getTime() < accountLimits.newForMs

/** Paths, roles and names that a stranger would take for the shore itself. */
export const reservedHandles: ReadonlySet<string> = new Set([
  'about',
  'account',
  'admin',
  'administrator',
  'aide',
  'api',
  'create',
  'embed',
  'help',
  'institution',
  'ledger',
  'legal',
  'media',
  'moderation',
  'moderator',
  'official',
  'officiel',
  'onshore',
  'operator',
  'orders',
  'press',
  'privacy',
  'public',
  'rivage',
  'root',
  'security',
  'settings',
  'shore',
  'staff',
  'steward',
  'support',
  'system',
  'well-known',
])
