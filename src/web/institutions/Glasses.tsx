import type { Institution } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { momentIn } from '../create/When.tsx'
import { call } from '../shell/api.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'

type Glass = Institution['glasses'][number]

/** Broken glasses that are open, or that nobody has reviewed yet. */
export function Glasses({ one, onChange }: { one: Institution; onChange(): Promise<void> }) {
  const { say } = useWords()
  if (one.glasses.length === 0) return null
  return (
    <section class={shell.section}>
      <h2>{say('glass.title')}</h2>
      <ul class={css.list}>
        {one.glasses.map(glass => (
          <li class={css.asked} key={glass.id}>
            <GlassWords glass={glass} />
            {!glass.isReviewed && <Review handle={one.handle} glass={glass} onChange={onChange} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What anybody may know of it. */
export function GlassWords({ glass }: { glass: Omit<Glass, 'id'> }) {
  const { say, language } = useWords()
  const isOpen = new Date(glass.until) > new Date()
  return (
    <p class={glass.isReviewed ? undefined : css.grave}>
      {say(isOpen ? 'glass.open' : 'glass.closed', {
        act: say(`acts.${glass.act}`),
        at: momentIn(isOpen ? glass.until : glass.brokenAt, language),
      })}{' '}
      {say(glass.isReviewed ? 'glass.reviewed' : glass.isOverdue ? 'glass.overdue' : 'glass.unreviewed')}
    </p>
  )
}

function Review({ handle, glass, onChange }: { handle: string; glass: Glass; onChange(): Promise<void> }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ review = '' }) => {
    await call('POST /api/institutions/{handle}/glasses/{id}/review', {
      path: { handle, id: glass.id },
      body: { review },
    })
    await onChange()
  })
  return (
    <form class={css.ways} onSubmit={onSubmit}>
      <label class={ui.field}>
        <span>{say('glass.review')}</span>
        <textarea name="review" rows={3} required maxLength={500} />
      </label>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={shell.button} disabled={isSending.value}>
          {say('glass.reviewDo')}
        </button>
      </div>
    </form>
  )
}
