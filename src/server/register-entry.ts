/**
 * public: anyone may read it. account: the person and the shore's programs. private: the person only, by the self door.
 * secret: nobody reads it back; it is compared or used.
 */
export type DataClass = 'public' | 'account' | 'private' | 'secret'

export interface Entry {
  class: DataClass
  purpose: string
  retention: string
  erasure: 'deleted' | 'kept without the person' | 'not personal'
}

export const entry = (
  dataClass: DataClass,
  purpose: string,
  retention: string,
  erasure: Entry['erasure'] = 'deleted',
): Entry => ({
  class: dataClass,
  purpose,
  retention,
  erasure,
})
