import { useStore } from 'zustand';
import type { ReviewState } from '../../session/review';
import { useSession } from '../context';

export function useReview<T>(select: (review: ReviewState) => T): T {
    return useStore(useSession().review.store, select);
}
