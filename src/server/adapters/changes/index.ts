/** What changes in the shore’s data, told to whoever in this process wants to know it of one account. */

/** Of a clip or of the inbox; or, with neither, of who may speak for the account. */
export interface Change {
  account: string
  clip?: object
  notices?: true
}

/** Hears changes of one account; null says that some may have been missed. */
export type Hearer = (change: Change | null) => void

export interface Changes {
  /** Resolves once changes are heard, with what ends it. */
  hear(account: string, hearer: Hearer): Promise<() => void>
  /** Hears of every account something of which, that anyone may see, has changed; null says that some may have been missed. */
  hearShown(hearer: (account: string | null) => void): Promise<() => void>
  /** False while the database cannot be heard. */
  isHearing(): boolean
  close(): void
}
