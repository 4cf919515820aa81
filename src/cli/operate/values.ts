/** What any of the operator's commands may be given besides its words. */
export interface Values {
  data?: string | undefined
  scope?: string | undefined
  days?: string | undefined
  count?: string | undefined
  /** How many shares open a key. */
  need?: string | undefined
  name?: string | undefined
  rule?: string | undefined
  why?: string | undefined
  /** When something became known, as an ISO 8601 time. */
  at?: string | undefined
  language?: string | undefined
  real?: boolean | undefined
  json?: boolean | undefined
}
