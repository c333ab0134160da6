/* ouro-marks.h - the list of marks: see ouro-mark.h */
/* heap */
OURO_MARK (BORN)  /* the new object; its birth number */
OURO_MARK (FREED) /* the object; its birth number */

/* gc: the steps of a collection, in order (Modules/gcmodule.c, gc_collect_main) */
OURO_MARK (GC_START)       /* none; generation; 1 when it began by itself */
OURO_MARK (GC_MERGED)      /* none; generation; how many objects are looked at */
OURO_MARK (GC_STOPPED)     /* none: all other threads are stopped (3.13t) */
OURO_MARK (GC_STARTED)     /* none: they run again (3.13t) */
OURO_MARK (GC_VISITED)     /* none; how many objects are looked at (3.13t) */
OURO_MARK (GC_COPIED)      /* none: all gc_refs hold the counts */
OURO_MARK (GC_SUBTRACT)    /* whose references are subtracted */
OURO_MARK (GC_SUBTRACTED)  /* none: all internal references are subtracted */
OURO_MARK (GC_REACHABLE)   /* held from outside; gc_refs */
OURO_MARK (GC_SUSPECT)     /* moved to the unreachable list */
OURO_MARK (GC_RESCUED)     /* moved back; what refers to it */
OURO_MARK (GC_LEFT)        /* an object that nothing has reached (3.13t) */
OURO_MARK (GC_DIVIDED)     /* none; how many are unreachable */
OURO_MARK (GC_UNTRACKED)   /* a tuple or dict that no longer need be looked at */
OURO_MARK (GC_PROMOTED)    /* none; to which generation; how many */
OURO_MARK (GC_WEAKREF)     /* a weak reference that is cleared; its target */
OURO_MARK (GC_CALLBACK)    /* a weak reference whose callback is called */
OURO_MARK (GC_FINALIZE)    /* whose finalizer is called */
OURO_MARK (GC_RESURRECTED) /* none; how many live on after the finalizers */
OURO_MARK (GC_CLEAR)       /* whose references are cleared */
OURO_MARK (GC_END)         /* none; collected; uncollectable */

/* vm */
OURO_MARK (LINE)   /* none; line; 1 when it is a statement of the module */
OURO_MARK (CALL)   /* the function; line of the call */
OURO_MARK (RETURN) /* the function; the value */
OURO_MARK (RAISE)  /* the exception */
OURO_MARK (BIND)   /* what a name refers to from now on; the name; which kind of name, see ouro-mark.h */
OURO_MARK (UNBIND) /* what it referred to; the name; as above */
OURO_MARK (OUTPUT) /* none; bytes before; bytes after */
OURO_MARK (POLL)   /* none: the eval breaker is looked at */

/* vm: threads. The first detail is the thread's number, the second the simulated time in microseconds; the words of the clock hold it exactly */
OURO_MARK (THREAD_STARTED)   /* its handle, or none */
OURO_MARK (THREAD_ENDED)     /* its handle, or none */
OURO_MARK (THREAD_WAITS)     /* the lock that is taken */
OURO_MARK (THREAD_SLEEPS)    /* none */
OURO_MARK (THREAD_JOINS)     /* the handle of the thread whose end it waits for; none: all others */
OURO_MARK (THREAD_WAKES)     /* none: what it waited for has come, or the time is up */
OURO_MARK (GIL_REQUESTED)    /* none: the thread begins to wait for the GIL */
OURO_MARK (GIL_DROP_REQUEST) /* none: it has waited for a switch interval and asks the holder to drop the GIL */
OURO_MARK (GIL_DROPPED)      /* none: the holder does so */
OURO_MARK (GIL_RELEASED)     /* none: the holder lets go because it waits or has ended */
OURO_MARK (GIL_TAKEN)        /* none */
