import type { ComponentType } from 'preact'
import { useLocation } from 'preact-iso'
import { ruleFor } from '../../core/institutions/mandate.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './institutions.module.css'
import { ProposeDelete, ProposeEdit, ProposePublish } from './ProposeClip.tsx'
import { ProposeComment } from './ProposeComment.tsx'
import { ProposeConnect } from './ProposeConnect.tsx'
import { ProposeMandate } from './ProposeMandate.tsx'
import { ProposeProfile } from './ProposeProfile.tsx'
import { ProposeOfficer, ProposeSeat, ProposeUnseat } from './ProposeSeat.tsx'
import { ProposeDeactivate, ProposeReactivate } from './ProposeState.tsx'
import { ProposeStation } from './ProposeStation.tsx'
import { ProposeChannel, ProposeGlass } from './ProposeTelling.tsx'
import { type Proposable, proposableIn, ruleWords } from './ruling.ts'

const forms: Record<Proposable, ComponentType<{ one: Institution }>> = {
  publish: ProposePublish,
  edit: ProposeEdit,
  comment: ProposeComment,
  delete: ProposeDelete,
  profile: ProposeProfile,
  seat: ProposeSeat,
  unseat: ProposeUnseat,
  officer: ProposeOfficer,
  mandate: ProposeMandate,
  channel: ProposeChannel,
  glass: ProposeGlass,
  station: ProposeStation,
  connect: ProposeConnect,
  deactivate: ProposeDeactivate,
  reactivate: ProposeReactivate,
}

/** Prepares an act of an institution, for others to decide. */
export function ProposePage({ handle }: { handle: string }) {
  const { say } = useWords()
  useTitle(say('propose.title'))
  return (
    <div class={shell.page}>
      <p class={css.quiet}>
        <a href={`/institutions/${handle}`}>@{handle}</a>
      </p>
      <h1>{say('propose.title')}</h1>
      {account.value ? <Loaded key={handle} handle={handle} /> : account.value === null && <SignInFirst />}
    </div>
  )
}

function Loaded({ handle }: { handle: string }) {
  const { found, fault } = useRead(() => call('GET /api/institutions/{handle}', { path: { handle } }))
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Choose one={found.value} />}
    </>
  )
}

function Choose({ one }: { one: Institution }) {
  const { say, language } = useWords()
  const { query, path, route } = useLocation()
  const offered = proposableIn(one)
  const act = offered.find(name => name === query['act']) ?? offered[0]!
  const Form = forms[act]
  return (
    <>
      <fieldset class={shell.choices}>
        <legend>{say('propose.which')}</legend>
        {offered.map(name => (
          <label class={shell.choice} key={name}>
            <input
              type="radio"
              name="act"
              value={name}
              checked={name === act}
              onChange={() => route(`${path}?act=${name}`, true)}
            />
            {say(`acts.${name}`)}
          </label>
        ))}
      </fieldset>
      <section class={shell.section}>
        <h2>{say(`acts.${act}`)}</h2>
        <p class={css.quiet}>
          {say(`propose.means.${act}`)} {ruleWords(ruleFor(one.mandate, act, null), say, language)}
        </p>
        <Form key={act} one={one} />
      </section>
    </>
  )
}
