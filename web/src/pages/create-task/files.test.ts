import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../api';
import { addFiles, inspect, kindOf, withoutCommonFolder } from './files';

const file = (name: string, text = 'x'): MediaFile => ({ name, body: new File([text], name) });
const names = (files: MediaFile[]) => files.map(item => item.name);
const problemOf = (...list: string[]) => inspect(list.map(name => file(name))).problem;

describe('kindOf', () => {
    it('goes by the ending, whatever its case', () => {
        expect(
            ['a.JPG', 'b.mp4', 'c.tar.gz', 'd.pdf', 'e.pcd', 'm.jsonl', 'n.txt', 'noending', 'x/.DS_Store', '.jpg'].map(
                kindOf,
            ),
        ).toEqual(['image', 'video', 'archive', 'pdf', 'pointcloud', 'manifest', 'other', 'other', 'other', 'other']);
    });
});

describe('withoutCommonFolder', () => {
    it('drops the folders that all files share', () => {
        expect(names(withoutCommonFolder([file('d/e/a.jpg'), file('d/e/b.jpg')]))).toEqual(['a.jpg', 'b.jpg']);
        expect(names(withoutCommonFolder([file('d/x/a.jpg'), file('d/y/a.jpg')]))).toEqual(['x/a.jpg', 'y/a.jpg']);
    });

    it('leaves different folders alone', () => {
        expect(names(withoutCommonFolder([file('d/a.jpg'), file('e/a.jpg')]))).toEqual(['d/a.jpg', 'e/a.jpg']);
        expect(withoutCommonFolder([])).toEqual([]);
    });
});

describe('addFiles', () => {
    it('takes a file chosen again in place of the one before', () => {
        const again = file('a.jpg', 'new');
        const files = addFiles([file('a.jpg'), file('b.jpg')], [again]);
        expect(names(files)).toEqual(['a.jpg', 'b.jpg']);
        expect(files[0]).toBe(again);
    });
});

const unitsOf = (...list: string[]) =>
    inspect(list.map(name => file(name))).units.map(({ name, files }) => [name, ...names(files)].join(' '));

describe('inspect', () => {
    it('accepts images, or one packed file', () => {
        expect(problemOf('a.jpg', 'b.png')).toBeNull();
        expect(problemOf('a.mp4')).toBeNull();
        expect(problemOf('a.zip', 'manifest.jsonl')).toBeNull();
        expect(problemOf('a.pcd', 'a.jpg')).toBeNull();
    });

    it('skips what is no media', () => {
        const selection = inspect([file('a.jpg'), file('notes.txt')]);
        expect(names(selection.usable)).toEqual(['a.jpg']);
        expect(names(selection.skipped)).toEqual(['notes.txt']);
    });

    it('refuses mixtures and says why', () => {
        expect(problemOf()).toContain('at least one file');
        expect(problemOf('notes.txt')).toContain('None of these');
        expect(problemOf('a.mp4', 'b.jpg')).toContain('images or one video');
        expect(problemOf('a.mp4', 'b.zip')).toContain('video, archive');
        expect(problemOf('a.jpg', 'a.jsonl', 'b.jsonl')).toContain('manifest');
        expect(inspect([file('a.jpg', '')]).problem).toContain('empty');
    });

    it('knows when several files could each make a task', () => {
        expect(unitsOf('a.mp4', 'day/b.avi')).toEqual(['a.mp4 a.mp4', 'b.avi b.avi']);
        expect(unitsOf('a.mp4', 'b.zip')).toEqual(['a.mp4 a.mp4', 'b.zip b.zip']);
        expect(unitsOf('a.mp4', 'b.avi', 'c.jpg')).toEqual([]);
        expect(unitsOf('a.mp4')).toEqual([]);
    });

    it('knows when each of several folders could make a task', () => {
        expect(unitsOf('day/1.jpg', 'day/rain/2.jpg', 'night/3.jpg', 'day/notes.txt')).toEqual([
            'day 1.jpg rain/2.jpg',
            'night 3.jpg',
        ]);
        expect(unitsOf('day/1.jpg', 'street.mp4')).toEqual(['street.mp4 street.mp4', 'day 1.jpg']);
        expect(unitsOf('day/1.jpg', 'day/2.jpg')).toEqual([]);
        expect(unitsOf('day/1.jpg', '2.jpg')).toEqual([]);
    });
});
