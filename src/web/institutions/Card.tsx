import type { StewardshipCard } from '../../core/wire/institution.ts'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { ClassLimits } from './ClassLimits.tsx'
import { leafWords } from './entry.ts'
import { GlassWords } from './Glasses.tsx'
import css from './institutions.module.css'
import { MandateWords } from './MandateWords.tsx'

/** The stewardship card: who answers for an official account, by role, and how many sign what. */
export function Card({ handle, onClose }: { handle: string; onClose(): void }) {
  const { say } = useWords()
  const { found, fault } = useRead(() => call('GET /public/institutions/{handle}', { path: { handle } }))
  return (
    <Sheet title={say('card.title')} closeLabel={say('sheet.close')} onClose={onClose}>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Facts card={found.value} />}
    </Sheet>
  )
}

function Facts({ card }: { card: StewardshipCard }) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const roles = card.roles
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => say(`card.count.${role}`, { n: count }))
  return (
    <div class={css.card}>
      <p class={css.cardName} dir="auto">
        {card.name}
      </p>
      {card.isDormant && <p class={css.grave}>{say('institutions.sleeps')}</p>}
      {card.glasses.map(glass => (
        <GlassWords key={glass.brokenAt} glass={glass} />
      ))}
      <dl class={css.cardFacts}>
        <div>
          <dt>{say('found.domain')}</dt>
          <dd>
            <a href={`https://${card.domain}`} rel="noopener noreferrer nofollow">
              {card.domain}
            </a>
            <span class={card.isProven ? css.proven : css.grave}>
              <Icon name={card.isProven ? 'check' : 'circle-alert'} />
              {say(card.isProven ? 'card.proven' : 'card.unproven', { at: day.format(new Date(card.provenAt)) })}
            </span>
          </dd>
        </div>
        <div>
          <dt>{say('found.kind')}</dt>
          <dd>
            {say(`class.${card.kind}`)}
            <ClassLimits kind={card.kind} />
          </dd>
        </div>
        <div>
          <dt>{say('steward.title')}</dt>
          <dd>
            {new Intl.ListFormat(language).format(roles)}
            <p class={css.quiet}>{say('card.officer')}</p>
          </dd>
        </div>
        <div>
          <dt>{say('card.last')}</dt>
          <dd>
            {leafWords(card.last.kind, {}, say, language)} · {day.format(new Date(card.last.at))}
          </dd>
        </div>
      </dl>
      <h3>{say('card.rule')}</h3>
      <MandateWords mandate={card.mandate} />
      <p class={css.quiet}>{say('card.cannot')}</p>
      <p>
        <a href={`/@${card.handle}/record`}>{say('card.record')}</a>
      </p>
    </div>
  )
}
