import { accountLimits } from '../../core/accounts/limits.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { Account } from '../../core/wire/account.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import { ProposalForm } from './ProposalForm.tsx'

/** What the institution says of itself. */
export function ProposeProfile({ one }: { one: Institution }) {
  const { found, fault } = useRead(() => call('GET /public/accounts/{handle}', { path: { handle: one.handle } }))
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Form one={one} who={found.value} />}
    </>
  )
}

const addressesOf = (links: Account['links']): string => links.map(({ url }) => url).join('\n')

function Form({ one, who }: { one: Institution; who: Account }) {
  const { say } = useWords()
  /** An address that stays keeps its title. */
  const linksOf = (text: string) =>
    text
      .split('\n')
      .map(url => url.trim())
      .filter(Boolean)
      .map(url => ({ url, title: who.links.find(link => link.url === url)?.title ?? '' }))
  return (
    <ProposalForm
      handle={one.handle}
      what={({ name = '', bio = '', links = '', contact = '' }) => ({
        act: 'profile',
        // What stays as it is, is no part of the proposal.
        ...(name === who.name ? {} : { name }),
        ...(bio === who.bio ? {} : { bio }),
        ...(links.replaceAll('\r', '').trim() === addressesOf(who.links) ? {} : { links: linksOf(links) }),
        ...(who.isBusiness && contact !== who.contact ? { contact } : {}),
      })}
    >
      <label class={ui.field}>
        <span>{say('doing.profile.name')}</span>
        <input
          name="name"
          defaultValue={who.name}
          required
          maxLength={institutionLimits.maxNameCharacters}
          autocomplete="off"
        />
      </label>
      <label class={ui.field}>
        <span>{say('doing.profile.bio')}</span>
        <textarea name="bio" rows={4} defaultValue={who.bio} maxLength={accountLimits.maxBioCharacters} />
      </label>
      <label class={ui.field}>
        <span>{say('propose.links')}</span>
        <textarea name="links" rows={3} defaultValue={addressesOf(who.links)} inputMode="url" />
      </label>
      {who.isBusiness && (
        <label class={ui.field}>
          <span>{say('doing.profile.contact')}</span>
          <input name="contact" defaultValue={who.contact} autocomplete="off" maxLength={200} />
        </label>
      )}
    </ProposalForm>
  )
}
