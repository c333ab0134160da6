/* ouro-opcodes.h - the bytecode: name, effect on the stack, what it does
 *
 *   OURO_OP (NAME, pops, pushes, argument)
 *     pops, pushes  how many places of the evaluation stack it takes and leaves; V where the argument decides
 *                   (ouro_instruction_get_effect () knows)
 *     argument      what the 24 bits of argument mean: NONE, COUNT, CONST, NAME, LOCAL, JUMP, OPERATOR, FLAGS, LINE
 *
 * The instructions are CPython's as far as they show: what the stack holds at every moment, which values
 * are owned and which borrowed, and where the eval breaker is polled (CALL and its family, JUMP_BACKWARD,
 * RESUME) are the same. Where a version does things in another way, the compiler emits another
 * instruction, so that none of them asks for a version.
 * Source  Python/bytecodes.c (3.12, 3.13), Python/ceval.c (3.11), dis of 3.11 to 3.15
 */

/* Lines and statements */
OURO_OP (LINE, 0, 0, LINE)          /* a line begins: a transaction of the journal */
OURO_OP (STATEMENT_END, 0, 0, LINE) /* a statement of the module has finished */
OURO_OP (RESUME, 0, 0, FLAGS)       /* entry of a function (0), after yield (1), after yield from (2), after await (3): polls, unless 2 or 3 */
OURO_OP (NOP, 0, 0, NONE)

/* The stack */
OURO_OP (POP_TOP, 1, 0, NONE)
OURO_OP (PUSH_NULL, 0, 1, NONE)
OURO_OP (COPY, V, V, COUNT)   /* pushes the value that lies so deep; 1 is the top */
OURO_OP (SWAP, V, V, COUNT)   /* exchanges the top with the value that lies so deep */
OURO_OP (ROTATE, V, V, COUNT) /* the value that lies so deep comes to the top */

/* Constants and names */
OURO_OP (LOAD_CONST, 0, 1, CONST)
OURO_OP (LOAD_FAST, 0, 1, LOCAL)           /* owned; the compiler knows that it is bound */
OURO_OP (LOAD_FAST_BORROW, 0, 1, LOCAL)    /* not counted: the local outlives the value on the stack (3.14) */
OURO_OP (LOAD_FAST_CHECK, 0, 1, LOCAL)     /* owned; UnboundLocalError */
OURO_OP (LOAD_FAST_AND_CLEAR, 0, 1, LOCAL) /* moved out, may be nothing */
OURO_OP (STORE_FAST, 1, 0, LOCAL)
OURO_OP (STORE_FAST_MAYBE_NULL, 1, 0, LOCAL) /* the value may be nothing */
OURO_OP (DELETE_FAST, 0, 0, LOCAL)
OURO_OP (LOAD_NAME, 0, 1, NAME)
OURO_OP (STORE_NAME, 1, 0, NAME)
OURO_OP (DELETE_NAME, 0, 0, NAME)
OURO_OP (LOAD_GLOBAL, 0, 1, NAME)
OURO_OP (STORE_GLOBAL, 1, 0, NAME)
OURO_OP (DELETE_GLOBAL, 0, 0, NAME)
OURO_OP (MAKE_CELL, 0, 0, LOCAL)      /* the local becomes a cell that holds it */
OURO_OP (COPY_FREE_VARS, 0, 0, COUNT) /* the cells of the closure become the last locals */
OURO_OP (LOAD_CLOSURE, 0, 1, LOCAL)   /* the cell itself */
OURO_OP (LOAD_DEREF, 0, 1, LOCAL)
OURO_OP (STORE_DEREF, 1, 0, LOCAL)
OURO_OP (DELETE_DEREF, 0, 0, LOCAL)
OURO_OP (LOAD_CLASSDEREF, 0, 1, LOCAL)          /* in a class body: the namespace first, then the cell */
OURO_OP (LOAD_LOCALS, 0, 1, NONE)               /* the namespace of a class body */
OURO_OP (LOAD_FROM_DICT_OR_GLOBALS, 1, 1, NAME) /* in the annotations of a class: its namespace first (3.14) */
OURO_OP (LOAD_FROM_DICT_OR_DEREF, 1, 1, LOCAL)
OURO_OP (LOAD_BUILD_CLASS, 0, 1, NONE)
OURO_OP (LOAD_ASSERTION_ERROR, 0, 1, NONE)
OURO_OP (LOAD_COMMON_CONSTANT, 0, 1, FLAGS) /* a built-in, whatever its name stands for now: OuroCommonConstant (3.14) */
OURO_OP (SETUP_ANNOTATIONS, 0, 0, NONE)
OURO_OP (SETTLE, 0, 0, NONE) /* what the program has made before its first statement is there when it starts */

/* Attributes and items */
OURO_OP (LOAD_ATTR, 1, 1, NAME)
OURO_OP (LOAD_METHOD, 1, 2, NAME)     /* function and self, or 0 and the attribute: what CALL takes */
OURO_OP (LOAD_SUPER_ATTR, 3, 1, NAME) /* super, class, self: without a super object (3.12) */
OURO_OP (LOAD_SUPER_METHOD, 3, 2, NAME)
OURO_OP (STORE_ATTR, 2, 0, NAME) /* value, owner */
OURO_OP (DELETE_ATTR, 1, 0, NAME)
OURO_OP (BINARY_SUBSCR, 2, 1, NONE)
OURO_OP (STORE_SUBSCR, 3, 0, NONE) /* value, container, key */
OURO_OP (DELETE_SUBSCR, 2, 0, NONE)
OURO_OP (BINARY_SLICE, 3, 1, NONE) /* container, start, stop: no slice object stays (3.12) */
OURO_OP (STORE_SLICE, 4, 0, NONE)
OURO_OP (BUILD_SLICE, V, 1, COUNT)

/* Operators */
OURO_OP (UNARY_NEGATIVE, 1, 1, NONE)
OURO_OP (UNARY_POSITIVE, 1, 1, NONE)
OURO_OP (UNARY_INVERT, 1, 1, NONE)
OURO_OP (UNARY_NOT, 1, 1, NONE)
OURO_OP (BINARY_OP, 2, 1, OPERATOR)
OURO_OP (INPLACE_OP, 2, 1, OPERATOR)
OURO_OP (COMPARE_OP, 2, 1, OPERATOR)
OURO_OP (IS_OP, 2, 1, FLAGS)       /* 1: is not */
OURO_OP (CONTAINS_OP, 2, 1, FLAGS) /* 1: not in */

/* Displays */
OURO_OP (BUILD_TUPLE, V, 1, COUNT)
OURO_OP (BUILD_LIST, V, 1, COUNT)
OURO_OP (BUILD_SET, V, 1, COUNT)
OURO_OP (BUILD_MAP, V, 1, COUNT)           /* so many pairs of key and value */
OURO_OP (BUILD_CONST_KEY_MAP, V, 1, COUNT) /* so many values, and on top the tuple of their keys */
OURO_OP (BUILD_STRING, V, 1, COUNT)
OURO_OP (FORMAT_VALUE, V, 1, FLAGS) /* 1: str, 2: repr, 3: ascii; 4: a format lies on top */
OURO_OP (LIST_APPEND, 1, 0, COUNT)  /* to the list that lies so deep below the value */
OURO_OP (SET_ADD, 1, 0, COUNT)
OURO_OP (MAP_ADD, 2, 0, COUNT)
OURO_OP (LIST_EXTEND, 1, 0, COUNT)
OURO_OP (SET_UPDATE, 1, 0, COUNT)
OURO_OP (DICT_UPDATE, 1, 0, COUNT)
OURO_OP (DICT_MERGE, 1, 0, COUNT) /* the same for the keywords of a call: a repeated one is an error */
OURO_OP (LIST_TO_TUPLE, 1, 1, NONE)
OURO_OP (UNPACK_SEQUENCE, 1, V, COUNT)
OURO_OP (UNPACK_EX, 1, V, COUNT) /* before the star | after it << 8 */

/* Jumps: the argument is the place to go to */
OURO_OP (JUMP_FORWARD, 0, 0, JUMP)
OURO_OP (JUMP_BACKWARD, 0, 0, JUMP) /* polls */
OURO_OP (JUMP_BACKWARD_NO_INTERRUPT, 0, 0, JUMP)
OURO_OP (POP_JUMP_IF_FALSE, 1, 0, JUMP)
OURO_OP (POP_JUMP_IF_TRUE, 1, 0, JUMP)
OURO_OP (POP_JUMP_IF_NONE, 1, 0, JUMP)
OURO_OP (POP_JUMP_IF_NOT_NONE, 1, 0, JUMP)
OURO_OP (JUMP_IF_FALSE_OR_POP, 1, 0, JUMP) /* what lies on top stays when it jumps */
OURO_OP (JUMP_IF_TRUE_OR_POP, 1, 0, JUMP)

/* Iteration */
OURO_OP (GET_ITER, 1, 1, NONE)
OURO_OP (GET_ITER_VIRTUAL, 1, 2, NONE) /* 3.15: a list or tuple stays itself, with an index above it; else an iterator and 0 */
OURO_OP (FOR_ITER, 1, 2, JUMP)         /* pushes the next item; at the end drops the iterator and jumps */
OURO_OP (FOR_ITER_VIRTUAL, 2, 3, JUMP) /* the same with its index */

/* Functions and classes */
OURO_OP (MAKE_FUNCTION, V, 1, FLAGS)    /* below the code: 1 defaults, 2 keyword defaults, 4 annotations, 16 what makes them (3.14), 8 closure */
OURO_OP (CALL, V, 1, COUNT)             /* function, self or 0, so many arguments */
OURO_OP (CALL_KW, V, 1, COUNT)          /* the same, and the tuple of the last ones' keywords on top */
OURO_OP (CALL_FUNCTION_EX, V, 1, FLAGS) /* function, 0, tuple; 1: and a dict */
OURO_OP (RETURN_VALUE, 1, 0, NONE)

/* Generators */
OURO_OP (RETURN_GENERATOR, 0, 0, NONE) /* the frame becomes a generator, which is returned; it goes on here when resumed */
OURO_OP (YIELD_VALUE, 1, 1, NONE)
OURO_OP (GET_YIELD_FROM_ITER, 1, 1, NONE)
OURO_OP (SEND, 2, 2, JUMP) /* receiver, value: the receiver's next value on top; when it ends, its result, and jumps */
OURO_OP (END_SEND, 2, 1, NONE)
OURO_OP (GET_YIELD_FROM_ITER_VIRTUAL, 1, 2, NONE) /* 3.15: the same three for a receiver with its index, as GET_ITER_VIRTUAL leaves it */
OURO_OP (SEND_VIRTUAL, 3, 3, JUMP)
OURO_OP (END_SEND_VIRTUAL, 3, 1, NONE)

/* Exceptions */
OURO_OP (RAISE_VARARGS, V, 0, COUNT)
OURO_OP (PUSH_EXC_INFO, 1, 2, NONE)   /* the exception is the one being handled now; below it the one before */
OURO_OP (CHECK_EXC_MATCH, 2, 2, NONE) /* exception, type: exception, whether it matches */
OURO_OP (POP_EXCEPT, 1, 0, NONE)
OURO_OP (RERAISE, 1, 0, FLAGS)            /* 1: with the place of the instruction that lies below */
OURO_OP (BEFORE_WITH, 1, 2, NONE)         /* manager: its bound __exit__, the result of __enter__ */
OURO_OP (BEFORE_WITH_MANAGER, 1, 3, NONE) /* 3.14: function __exit__, manager, the result of __enter__ */
OURO_OP (WITH_EXCEPT_START, 0, 1, FLAGS)  /* calls __exit__ with what is being handled; 1: as BEFORE_WITH_MANAGER left it */

/* Modules */
OURO_OP (IMPORT_NAME, 2, 1, NAME) /* level, names */
OURO_OP (IMPORT_FROM, 1, 2, NAME)
OURO_OP (IMPORT_STAR, 1, 0, NONE)
