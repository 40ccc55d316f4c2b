import { animals } from './animals.ts';
import { boats } from './boats.ts';
import { cars } from './cars.ts';
import { chairs } from './chairs.ts';
import { faces } from './faces.ts';
import { fruits } from './fruits.ts';
import type { ObjectCategory } from './object-category.ts';
import { planes } from './planes.ts';
import { tables } from './tables.ts';

/** The eight categories of eight objects each, those of the images of Majaj, Hong et al. (2015). */
export const categories: readonly ObjectCategory[] = [
  animals,
  boats,
  cars,
  chairs,
  faces,
  fruits,
  planes,
  tables,
];

/** The category of an object. */
export function categoryOf(object: string): ObjectCategory {
  const category = categories.find(({ objects }) => Object.hasOwn(objects, object));
  if (category === undefined) throw new Error(`There is no object '${object}'.`);
  return category;
}
