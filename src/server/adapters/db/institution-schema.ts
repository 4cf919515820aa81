import type { ColumnType, Generated } from 'kysely'
import type { InstitutionClass } from '../../../core/institutions/classes.ts'
import type { GlassAct, Mandate, ProposedAct, Rule } from '../../../core/institutions/mandate.ts'
import type { StewardRole } from '../../../core/institutions/stewards.ts'
import type { ChannelWay, ToldStep, ToldWay } from '../../../core/institutions/telling.ts'
import type { ProposalState } from '../../../core/wire/institution.ts'

/** Tables of institutions; part of the schema. */
export interface InstitutionSchema {
  institutions: {
    id: string
    account_id: string | null
    founder_id: string | null
    handle: string
    skeleton: string
    name: string
    domain: string
    kind: InstitutionClass
    state: 'founding' | 'active' | 'dormant'
    mandate: ColumnType<Mandate, string, string>
    mandate_number: Generated<number>
    code: string
    begun_at: Date
    confirmed_at: Generated<Date | null>
    proven_at: Generated<Date | null>
    proven_by: Generated<'file' | 'dns' | null>
    looked_at: Generated<Date | null>
    fault: Generated<string | null>
    used_at: Generated<Date | null>
  }
  stewards: {
    institution_id: string
    account_id: string
    role: StewardRole
    invited_at: Date
    seated_at: Date | null
  }
  steward_passkeys: { institution_id: string; account_id: string; passkey_id: string }
  proposals: {
    id: string
    institution_id: string
    act: ProposedAct
    what: ColumnType<Record<string, unknown>, string, never>
    video_id: string | null
    hash: string
    mandate_number: number
    rule: ColumnType<Rule, string, never>
    reason: string
    proposed_by: string | null
    proposed_at: Date
    expires_at: Date
    state: ProposalState
    due_at: Generated<Date | null>
    ended_at: Generated<Date | null>
    ended: Generated<string | null>
    glass_id: Generated<string | null>
    /** How many of its reminders were sent. */
    reminded: Generated<number>
  }
  approvals: {
    proposal_id: string
    account_id: string
    passkey_id: string
    hash: string
    at: Date
    taken_back_at: Generated<Date | null>
    evidence: ColumnType<Record<string, string>, string, never>
  }
  record_leaves: { record: string; number: number; leaf: string; signature: string }
  record_salts: { record: string; number: number; what: string; account_id: string; salt: Buffer }
  channels: { institution_id: string; way: ChannelWay; address: string; server: string | null; set_at: Date }
  handovers: {
    id: string
    institution_id: string
    proposal_id: string | null
    digest_number: Generated<number | null>
    step: ToldStep
    way: ToldWay
    begun_at: Date
    handed_at: Date | null
    fault: string | null
    acknowledged_at: Generated<Date | null>
    acknowledged_by: Generated<string | null>
  }
  glasses: {
    proposal_id: string
    institution_id: string
    act: GlassAct
    broken_at: Date
    until: Date
    reviewed_at: Generated<Date | null>
    reviewed_by: Generated<string | null>
    review: Generated<string | null>
    overdue_at: Generated<Date | null>
  }
  digests: {
    institution_id: string
    number: number
    until: Date
    entries: number
    hash: string
    body: string
    signature: string
  }
  digest_salts: { institution_id: string; number: number; what: string; account_id: string; salt: Buffer }
  stations: {
    id: string
    name: string
    code: string | null
    credential_id: string
    public_key: Uint8Array
    counter: number
    open_hash: string | null
    open_until: Date | null
    waits_until: Date | null
    institution_id: Generated<string | null>
    account_id: Generated<string | null>
    enrolled_at: Generated<Date | null>
    used_at: Generated<Date | null>
  }
  station_clips: { video_id: string; station_id: string }
  kept_names: { skeleton: string; name: string; at: Date }
}
