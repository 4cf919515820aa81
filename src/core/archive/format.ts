/** The archive of an account: a tar whose last three files say what the others are, and who vouches for that. */
import * as z from 'zod/mini'
import { instant, uuid } from '../wire/page.ts'
import { type ArchivePart, archiveParts } from './parts.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

export const archiveFormat = 'onshore-archive/1'

/** `archive.json`: what this archive is. It is bound to every other file by the digest of `SHA256SUMS`. */
export const archiveHead = z.strictObject({
  format: z.literal(archiveFormat),
  /** The version of Onshore that made it. */
  version: z.string(),
  /** Where the shore is, as its own pages are addressed. */
  shore: z.string(),
  account: z.strictObject({ id: uuid, handle: z.string() }),
  madeAt: instant,
  /** Files that `SHA256SUMS` names, and their bytes together. */
  files: z.int(),
  bytes: z.int(),
  /** SHA-256 of `SHA256SUMS`, hex. */
  sums: sha256,
  /** Files that a clip had when the archive was begun and that were gone, with their clip, when their turn came. */
  gone: z.array(z.string()),
})
export type ArchiveHead = z.infer<typeof archiveHead>

/**
 * `proof.json`: the shore's Ed25519 signature (RFC 8032) over the UTF-8 bytes of `onshore-archive/1`, a line feed, and the hex SHA-256
 * of `archive.json`. The key is the one in the shore's declaration (`/.well-known/onshore.json`, `slateKey`).
 */
export const archiveProof = z.strictObject({
  /** Raw public key, 32 bytes, base64. */
  key: z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/)),
  archive: sha256,
  /** 64 bytes, base64. */
  signature: z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/)),
})
export type ArchiveProof = z.infer<typeof archiveProof>

/** What is signed: with a label of its own, so that it can be mistaken for nothing else that the key signs. */
export const archiveClaim = (archiveSha256: string): string => `${archiveFormat}\n${archiveSha256}`

const documents = { ...archiveParts, archive: archiveHead, proof: archiveProof }

/** JSON Schema (draft 2020-12) of a JSON file of an archive, by the file’s name without `.json`. */
export function archiveSchema(name: ArchivePart | 'archive' | 'proof'): object {
  return { title: `${name}.json of ${archiveFormat}`, ...z.toJSONSchema(documents[name], { target: 'draft-2020-12' }) }
}
export const archiveDocuments = Object.keys(documents) as (ArchivePart | 'archive' | 'proof')[]
