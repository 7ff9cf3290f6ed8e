import type { Label } from '@app/contracts';
import { useEffect } from 'react';
import { useServices } from '../services';

/** Registers what this screen shows with the classification banner, for as long as it is on the screen. */
export function useClassification(shown: Label | readonly Label[] | null | undefined): void {
  const { classification } = useServices();
  // A label is a value: the same words are the same label.
  const key = JSON.stringify(shown ? [shown].flat() : []);
  useEffect(() => {
    const stops = (JSON.parse(key) as Label[]).map((label) => classification.show(label));
    return () => stops.forEach((stop) => stop());
  }, [classification, key]);
}
