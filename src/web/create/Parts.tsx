import { useWords } from '../shell/words.ts'
import css from './create.module.css'

const addresses = {
  posted: '/posts',
  drafts: '/posts/drafts',
  scheduled: '/posts/scheduled',
  statistics: '/posts/statistics',
} as const

/** The parts of the creator’s place. */
export function Parts({ here }: { here: keyof typeof addresses }) {
  const { say } = useWords()
  return (
    <nav class={css.parts} aria-label={say('posts.parts')}>
      {Object.entries(addresses).map(([name, address]) => (
        <a key={name} href={address} aria-current={name === here ? 'page' : undefined}>
          {say(`posts.part.${name}`)}
        </a>
      ))}
    </nav>
  )
}
