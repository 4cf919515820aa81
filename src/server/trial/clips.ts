/** The 36 clips of the trial shore and their 12 creators: who, what is drawn, what is heard, what is said. */
import type { Clip } from './clip.ts'
import { englishClips } from './clips-en.ts'
import { frenchSeaClips } from './clips-fr-sea.ts'
import { frenchTownClips } from './clips-fr-town.ts'

export const creators = [
  { handle: 'firstlight', name: 'First Light' },
  { handle: 'cartes.marines', name: 'Cartes marines' },
  { handle: 'plainwords', name: 'Plain Words' },
  { handle: 'sonde', name: 'La Sonde' },
  { handle: 'lookup', name: 'Look Up' },
  { handle: 'maree.basse', name: 'Marée basse' },
  { handle: 'quarterturn', name: 'Quarter Turn' },
  { handle: 'marmite', name: 'La Marmite' },
  { handle: 'overwinter', name: 'Overwinter' },
  { handle: 'openbooks', name: 'Open Books' },
  { handle: 'deux.cles', name: 'Deux clés' },
  { handle: 'ligne.bleue', name: 'Ligne bleue' },
] as const

/** One clip of each creator, then the next of each: the first three to be drawn are by three people. */
export const clips: readonly Clip[] = [0, 1, 2].flatMap(round =>
  creators.map(
    ({ handle }) => [...englishClips, ...frenchSeaClips, ...frenchTownClips].filter(({ by }) => by === handle)[round]!,
  ),
)
