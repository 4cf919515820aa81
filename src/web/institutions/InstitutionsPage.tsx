import type { OwnInstitution } from '../../core/wire/institution.ts'
import { Proof } from '../accounts/proof.tsx'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { FoundForm } from './FoundForm.tsx'
import css from './institutions.module.css'

/** Institutions that one acts for or is asked to, and how one is founded. */
export function InstitutionsPage() {
  const { say } = useWords()
  useTitle(say('title.institutions'))
  return (
    <div class={shell.page}>
      <h1>{say('title.institutions')}</h1>
      <p class={shell.lead}>{say('institutions.lead')}</p>
      {account.value ? <Own /> : account.value === null && <SignInFirst />}
      <Proof />
    </div>
  )
}

function Own() {
  const { say } = useWords()
  const { found, fault } = useRead(() => call('GET /api/institutions'))
  const items = found.value?.items
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {items?.length === 0 && <p>{say('institutions.none')}</p>}
      {items && items.length > 0 && (
        <ul class={css.list}>
          {items.map(one => (
            <li key={one.handle}>
              <Entry one={one} />
            </li>
          ))}
        </ul>
      )}
      {items && (
        <details class={css.found} open={items.length === 0}>
          <summary>
            <Icon name="plus" />
            {say('institutions.found')}
          </summary>
          <FoundForm />
        </details>
      )}
    </>
  )
}

function Entry({ one }: { one: OwnInstitution }) {
  const { say } = useWords()
  const role = say(`steward.${one.role}`)
  return (
    <a class={css.entry} href={`/institutions/${one.handle}`}>
      <Avatar handle={one.handle} />
      <span>
        <strong dir="auto">{one.name}</strong>
        <span class={css.quiet}>
          @{one.handle} · {one.isTaken ? role : say('institutions.asked', { role })}
        </span>
      </span>
      <span class={css.tag}>
        {one.state === 'active' ? say('institutions.waiting', { n: one.waiting }) : say(`institutions.is.${one.state}`)}
      </span>
    </a>
  )
}
