import type { Clip } from './clip.ts'
import { atlas } from './scenes/atlas.ts'
import { sonar } from './scenes/sonar.ts'
import { tide } from './scenes/tide.ts'
import type { Tune } from './sound.ts'

const fr = (
  by: string,
  seconds: number,
  caption: string,
  spoken: Clip['spoken'],
  tune: Tune,
  scene: Clip['scene'],
): Clip => ({ by, seconds, language: 'fr', caption, spoken, tune, scene })

const sea = { voice: 'pluck', ground: 'sea', beat: 0.5 } as const
const drum = { voice: 'pluck', ground: 'bass', beat: 0.25 } as const

export const frenchSeaClips: readonly Clip[] = [
  fr(
    'cartes.marines',
    7,
    'Le tour de l’île en cinq escales, sans jamais quitter la carte. #cartes #île',
    {
      en: ['Around the island in five stops.', 'The route never leaves the chart.'],
      fr: ['Le tour de l’île en cinq escales.', 'La route ne quitte jamais la carte.'],
    },
    { ...sea, chord: [0, 5, 9], figure: [12, 17, 21, 17] },
    atlas({
      sea: '#cfe4e2',
      land: '#f3e6c4',
      contour: '#a98a52',
      route: '#b8452f',
      ink: '#163540',
      seed: 4,
      title: ['Le tour', 'de l’île'],
      places: ['Le Phare', 'Anse Noire', 'Port-Clair', 'Les Dunes', 'La Pointe'],
    }),
  ),
  fr(
    'cartes.marines',
    6,
    'Ce qui est à terre reste à terre. #données #rivage',
    {
      en: ['What is onshore stays onshore.', 'Every store is on the chart.'],
      fr: ['Ce qui est à terre reste à terre.', 'Chaque dépôt est sur la carte.'],
    },
    { ...sea, chord: [-3, 2, 5], figure: [9, 14, 17, 21] },
    atlas({
      sea: '#0f3040',
      land: '#1f5a57',
      contour: '#7fb69a',
      route: '#f2c14e',
      ink: '#eaf4ef',
      seed: 9,
      title: ['Ce qui est à terre', 'reste à terre'],
      places: ['Base', 'Objets', 'Clé', 'Registre'],
    }),
  ),
  fr(
    'cartes.marines',
    6,
    'Une île inventée ce matin. Donnez-lui un nom. #cartes',
    {
      en: ['An island invented this morning.', 'Give it a name.'],
      fr: ['Une île inventée ce matin.', 'Donnez-lui un nom.'],
    },
    { ...sea, chord: [4, 7, 12], figure: [16, 19, 24, 19] },
    atlas({
      sea: '#f0d9c8',
      land: '#c9d3a5',
      contour: '#6f7f4a',
      route: '#31518c',
      ink: '#3a2a22',
      seed: 15,
      title: ['Une île,', 'ce matin'],
      places: ['A', 'B', 'C', 'D'],
    }),
  ),

  fr(
    'sonde',
    5,
    'Une nappe, un battement, et le cercle respire. Mettez le son. #son',
    { en: ['A chord, a beat.', 'And the circle breathes.'], fr: ['Une nappe, un battement.', 'Et le cercle respire.'] },
    { ...drum, chord: [0, 3, 7], figure: [12, 15, 19, 22] },
    sonar({
      ground: ['#1a1030', '#43215c'],
      bar: '#f2a65a',
      ring: '#c59be0',
      ink: '#fff0de',
      seed: 7,
      title: ['Mettez', 'le son'],
    }),
  ),
  fr(
    'sonde',
    6,
    'À quoi ressemble une quinte. #son #musique',
    {
      en: ['This is what a fifth looks like.', 'Three against two.'],
      fr: ['Voici à quoi ressemble une quinte.', 'Trois contre deux.'],
    },
    { ...drum, chord: [0, 7, 12], figure: [12, 19, 24, 19] },
    sonar({
      ground: ['#06222b', '#0f5a63'],
      bar: '#8fe0c8',
      ring: '#f2c14e',
      ink: '#e6fbf4',
      seed: 19,
      title: ['Trois', 'contre deux'],
    }),
  ),
  fr(
    'sonde',
    5,
    'Braises. #son #feu',
    { en: ['Embers.', 'Listen to them settle.'], fr: ['Des braises.', 'Écoutez-les retomber.'] },
    { ...drum, chord: [-5, -1, 2], figure: [7, 11, 14, 11] },
    sonar({
      ground: ['#2a0f0c', '#6b2318'],
      bar: '#ffcf6e',
      ring: '#ff8a5c',
      ink: '#ffeeda',
      seed: 31,
      title: ['Braises'],
    }),
  ),

  fr(
    'maree.basse',
    7,
    'La semaine des marées, et l’heure où l’on peut passer à pied. #marées',
    {
      en: ['A week of tides.', 'At low water, you can cross on foot.'],
      fr: ['Une semaine de marées.', 'À basse mer, on passe à pied.'],
    },
    { ...sea, chord: [0, 4, 7], figure: [7, 12, 16, 12] },
    tide({
      ground: '#f4efe4',
      water: '#8cc1c9',
      deep: '#1c5a6b',
      ink: '#15313c',
      mark: '#e0972b',
      title: ['Passer', 'à pied'],
      unit: 'm',
      days: ['lu', 'ma', 'me', 'je', 've', 'sa', 'di'],
      high: 6.4,
      low: 0.8,
      shift: 0.4,
    }),
  ),
  fr(
    'maree.basse',
    6,
    'Grandes marées d’équinoxe. Les crabes sont prévenus. #marées #équinoxe',
    {
      en: ['Equinox springs.', 'The crabs have been warned.'],
      fr: ['Grandes marées d’équinoxe.', 'Les crabes sont prévenus.'],
    },
    { ...sea, chord: [2, 5, 9], figure: [9, 14, 17, 14] },
    tide({
      ground: '#12202e',
      water: '#2f6f8f',
      deep: '#7fc4d9',
      ink: '#e9f3f7',
      mark: '#f2c14e',
      title: ['Marées', 'd’équinoxe'],
      unit: 'm',
      days: ['je', 've', 'sa', 'di', 'lu'],
      high: 11.2,
      low: 0.6,
      shift: 1.9,
    }),
  ),
  fr(
    'maree.basse',
    6,
    'Morte-eau : la mer hésite. #marées',
    { en: ['Neap tide.', 'The sea cannot decide.'], fr: ['Morte-eau.', 'La mer hésite.'] },
    { ...sea, chord: [-2, 2, 7], figure: [5, 10, 14, 10] },
    tide({
      ground: '#e7e4d4',
      water: '#b5c7a8',
      deep: '#55734f',
      ink: '#2b3a29',
      mark: '#b8452f',
      title: ['La mer', 'hésite'],
      unit: 'm',
      days: ['di', 'lu', 'ma', 'me'],
      high: 4.1,
      low: 2.2,
      shift: 3.3,
    }),
  ),
]
