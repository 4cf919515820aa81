import type { Institution } from '../../core/wire/institution.ts'
import type { Stations as Found } from '../../core/wire/station.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './institutions.module.css'

/** Devices that post for the institution, each of which may be ended at once. */
export function Stations({ one: { handle } }: { one: Institution }) {
  const { say } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/institutions/{handle}/stations', { path: { handle } }))
  return (
    <section class={shell.section}>
      <h2>{say('stations.title')}</h2>
      <p class={css.quiet}>
        {say('stations.means')} <a href={`/institutions/${handle}/propose?act=station`}>{say('acts.station')}</a>
      </p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && found.value.items.length > 0 && (
        <ul class={css.people}>
          {found.value.items.map(station => (
            <Device key={station.id} handle={handle} station={station} onEnded={load} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface Props {
  handle: string
  station: Found['items'][number]
  onEnded(): Promise<void>
}

function Device({ handle, station, onEnded }: Props) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const { isSending, fault, onSubmit } = useForm(async () => {
    await call('DELETE /api/institutions/{handle}/stations/{id}', { path: { handle, id: station.id } })
    notify(say('stations.ended'))
    await onEnded()
  })
  return (
    <li>
      <span dir="auto">{station.name}</span>
      <span class={css.tag}>@{station.steward}</span>
      <span class={css.quiet}>
        {say('steward.since', { at: day.format(new Date(station.enrolledAt)) })} ·{' '}
        {station.usedAt ? say('stations.used', { at: day.format(new Date(station.usedAt)) }) : say('stations.unused')}
      </span>
      {station.mayEnd && (
        <form onSubmit={onSubmit}>
          <button
            type="submit"
            class={shell.button}
            disabled={isSending.value}
            aria-label={say('stations.endOf', { name: station.name })}
          >
            {say('stations.end')}
          </button>
        </form>
      )}
      {fault.value && <Alert>{fault.value.text}</Alert>}
    </li>
  )
}
