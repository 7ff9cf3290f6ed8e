export { Palette } from './Palette';
export { createPaletteModel, type PaletteModel } from './palette.view-model';
