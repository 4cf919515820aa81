import { usePage } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Closed } from './Closed.tsx'

/** In place of a page that this network does not serve. */
export function ClosedPage() {
  const { say } = useWords()
  const { network } = usePage()
  useTitle(say(`networks.${network?.name ?? 'view'}`))
  return network ? <Closed network={network} say={say} /> : null
}
