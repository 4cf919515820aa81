import { type Entry, entry } from '../register-entry.ts'

const slate = 'as long as the shore'
const packed = '30 days, then forgotten'
const clip = 'as long as the clip'

/** What is kept of slates, and of what clips are like. */
export const slateColumns: Readonly<Record<string, Entry>> = {
  'slates.number': entry('public', 'orders slates', slate, 'not personal'),
  'slates.made_at': entry('public', 'says when a slate was made', slate, 'not personal'),
  'slates.hash': entry('public', 'proves which slate everybody was given', slate, 'not personal'),
  'slates.previous': entry('public', 'chains a slate to the one before it', slate, 'not personal'),
  'slates.signature': entry('public', 'says that the shore made the slate', slate, 'not personal'),
  'slates.body': entry('public', 'the head of a slate: its topics and its packs', packed, 'not personal'),
  'slate_packs.number': entry('public', 'which slate has the pack', packed, 'not personal'),
  'slate_packs.place': entry('public', 'orders the packs of a slate', packed, 'not personal'),
  'slate_packs.hash': entry('public', 'the address of a pack: public clips with their public counts', packed),
  'features.video_id': entry('public', 'which clip it is like', clip),
  'features.version': entry('public', 'says which way of looking made it', clip),
  'features.picture': entry(
    'public',
    'what the pictures of a clip are like: colour, edges; nobody is recognized',
    clip,
  ),
  'features.sound': entry('public', 'what its sound is like: loudness by pitch', clip),
  'features.pace': entry('public', 'how fast it is cut, and how much moves', clip),
  'features.company': entry(
    'public',
    'which clips are liked and passed on by the same people, of acts that are public',
    clip,
  ),
  'features.given': entry('public', 'what a program of the operator’s says of it instead', clip),
}
