import { useSignal } from '@preact/signals'
import { accountLimits } from '../../core/accounts/limits.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { Account } from '../../core/wire/account.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { LinkRows, written } from '../accounts/LinkRows.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import { ProposalForm } from './ProposalForm.tsx'

/** What the institution says of itself; a business also how to reach it, and where its products are. */
export function ProposeProfile({ one }: { one: Institution }) {
  const { found, fault } = useRead(() => call('GET /public/accounts/{handle}', { path: { handle: one.handle } }))
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Form one={one} who={found.value} />}
    </>
  )
}

const isSame = (a: Account['links'], b: Account['links']): boolean => JSON.stringify(a) === JSON.stringify(b)

function Form({ one, who }: { one: Institution; who: Account }) {
  const { say } = useWords()
  const links = useSignal(who.links)
  const products = useSignal(who.products)
  return (
    <ProposalForm
      handle={one.handle}
      what={({ name = '', bio = '', contact = '' }) => ({
        act: 'profile',
        // What stays as it is, is no part of the proposal.
        ...(name === who.name ? {} : { name }),
        ...(bio === who.bio ? {} : { bio }),
        ...(isSame(written(links.peek()), who.links) ? {} : { links: written(links.peek()) }),
        ...(who.isBusiness && contact !== who.contact ? { contact } : {}),
        ...(who.isBusiness && !isSame(written(products.peek()), who.products)
          ? { products: written(products.peek()) }
          : {}),
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
      <LinkRows legend={say('profile.links')} add="profile.linkAdd" links={links} most={accountLimits.links} />
      {who.isBusiness && (
        <>
          <label class={ui.field}>
            <span>{say('profile.contactField')}</span>
            <input name="contact" defaultValue={who.contact} autocomplete="off" maxLength={254} />
          </label>
          <LinkRows
            legend={say('profile.products')}
            add="profile.productAdd"
            links={products}
            most={accountLimits.products}
          />
        </>
      )}
    </ProposalForm>
  )
}
