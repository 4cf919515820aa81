import { proposalText } from '../../core/institutions/proposal.ts'
import { utf8 } from '../../core/ledger/leaf.ts'
import type { Institution, Proposal } from '../../core/wire/institution.ts'
import { sha256 } from '../ledger/signed.ts'

/** The hash of what the page shows, made here: what a steward signs is not taken on the shore's word. */
export async function hashOfShown({ id }: Pick<Institution, 'id'>, proposal: Proposal): Promise<string> {
  const { fixed } = proposal
  return sha256(
    utf8(
      proposalText({
        institution: id,
        id: proposal.id,
        act: proposal.act,
        proposedBy: fixed.proposedBy ?? 'gone',
        expiresAt: proposal.expiresAt,
        mandate: fixed.mandate,
        what: whatOf(proposal),
        ...(fixed.glass === null ? {} : { glass: fixed.glass }),
        files: fixed.files,
      }),
    ),
  )
}

/** As it was written out: what stands there now is part of what an edit, a new profile and another channel are. */
function whatOf({ act, what, now }: Proposal): object {
  if (act === 'edit') return { ...what, before: now }
  if (act === 'profile') return { after: what, before: now }
  if (act === 'channel') return { after: 'way' in what ? what : null, before: now }
  return what
}

/** Whether the captions that the page plays are those that were proposed. */
export async function areCaptionsSame({ clip, fixed }: Proposal): Promise<boolean> {
  const proposed = fixed.files.filter(({ role }) => role.startsWith('captions '))
  const shown = clip?.captions ?? []
  if (!clip || shown.length !== proposed.length) return !clip
  const hashes = await Promise.all(
    shown.map(async ({ url }) => sha256(new Uint8Array(await (await fetch(url)).arrayBuffer()))),
  )
  return proposed.every(({ sha256: hash }) => hashes.includes(hash))
}

/** A WebAuthn challenge as it travels: base64url without padding. */
export const challengeOf = (hash: string): string =>
  btoa(String.fromCharCode(...(hash.match(/../g) ?? []).map(byte => Number.parseInt(byte, 16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
