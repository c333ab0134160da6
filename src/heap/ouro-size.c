/* ouro-size.c - sys.getsizeof () of every kind of object
 *
 * Source  the __sizeof__ methods of CPython 3.11 to 3.15; sys.getsizeof () adds the 16 bytes of the collector's header
 *         to those that have one; in the free-threaded build it has none, but the header of each object has 16 more.
 */
#include "ouro-heap.h"

#include "ouro-atom.h"
#include "ouro-deque.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-order.h"
#include "ouro-text.h"

/* Types whose objects all have one size, in every version. Those that differ by version are in the profile. */
static const guint16 fixed_sizes[OURO_N_TYPES] = {
  [OURO_TYPE_SLICE] = 56,
  [OURO_TYPE_BUILTIN] = 72,
  [OURO_TYPE_METHOD_DESCRIPTOR] = 72,
  [OURO_TYPE_WRAPPER_DESCRIPTOR] = 72,
  [OURO_TYPE_GETSET_DESCRIPTOR] = 64,
  [OURO_TYPE_MEMBER_DESCRIPTOR] = 72,
  [OURO_TYPE_METHOD] = 64,
  [OURO_TYPE_CELL] = 40,
  [OURO_TYPE_TRACEBACK] = 56,
  [OURO_TYPE_PROPERTY] = 80,
  [OURO_TYPE_STATICMETHOD] = 48,
  [OURO_TYPE_CLASSMETHOD] = 48,
  [OURO_TYPE_SUPER] = 56,
  [OURO_TYPE_MAPPINGPROXY] = 40,
  [OURO_TYPE_MEMORYVIEW] = 184,
  [OURO_TYPE_LIST_ITERATOR] = 48,
  [OURO_TYPE_LIST_REVERSE_ITERATOR] = 48,
  [OURO_TYPE_TUPLE_ITERATOR] = 48,
  [OURO_TYPE_STR_ITERATOR] = 48,
  [OURO_TYPE_STR_ASCII_ITERATOR] = 48,
  [OURO_TYPE_BYTES_ITERATOR] = 48,
  [OURO_TYPE_BYTEARRAY_ITERATOR] = 48,
  [OURO_TYPE_DICT_KEYITERATOR] = 72,
  [OURO_TYPE_DICT_VALUEITERATOR] = 72,
  [OURO_TYPE_DICT_ITEMITERATOR] = 72,
  [OURO_TYPE_DICT_REVERSEKEYITERATOR] = 72,
  [OURO_TYPE_DICT_REVERSEVALUEITERATOR] = 72,
  [OURO_TYPE_DICT_REVERSEITEMITERATOR] = 72,
  [OURO_TYPE_DICT_KEYS] = 40,
  [OURO_TYPE_DICT_VALUES] = 40,
  [OURO_TYPE_DICT_ITEMS] = 40,
  [OURO_TYPE_SET_ITERATOR] = 64,
  [OURO_TYPE_SEQUENCE_ITERATOR] = 48,
  [OURO_TYPE_CALLABLE_ITERATOR] = 48,
  [OURO_TYPE_GENERIC_ALIAS] = 80,
  [OURO_TYPE_ENUMERATE] = 72,
  [OURO_TYPE_REVERSED] = 48,
  [OURO_TYPE_ZIP] = 64,
  [OURO_TYPE_FILTER] = 48,
  [OURO_TYPE_DEQUE_ITERATOR] = 72,
  [OURO_TYPE_DEQUE_REVERSE_ITERATOR] = 72,
  [OURO_TYPE_ODICT_ITERATOR] = 80,
  [OURO_TYPE_ODICT_KEYS] = 40,
  [OURO_TYPE_ODICT_VALUES] = 40,
  [OURO_TYPE_ODICT_ITEMS] = 40,
  [OURO_TYPE_COUNT] = 56,
  [OURO_TYPE_REPEAT] = 48,
  [OURO_TYPE_CHAIN] = 48,
  [OURO_TYPE_COMPRESS] = 48,
  [OURO_TYPE_DROPWHILE] = 56,
  [OURO_TYPE_TAKEWHILE] = 56,
  [OURO_TYPE_FILTERFALSE] = 48,
  [OURO_TYPE_STARMAP] = 48,
  [OURO_TYPE_ISLICE] = 72,
  [OURO_TYPE_ZIP_LONGEST] = 72,
  [OURO_TYPE_PRODUCT] = 64,
  [OURO_TYPE_PERMUTATIONS] = 80,
  [OURO_TYPE_COMBINATIONS] = 72,
  [OURO_TYPE_COMBINATIONS_WITH_REPLACEMENT] = 72,
  [OURO_TYPE_GROUPER] = 48,
  [OURO_TYPE_TEE_DATA] = 512,
  [OURO_TYPE_KEY_WRAPPER] = 48,
  [OURO_TYPE_LRU_CACHE] = 168,
  [OURO_TYPE_LRU_LINK] = 56,
  [OURO_TYPE_ITEMGETTER] = 64,
  [OURO_TYPE_ATTRGETTER] = 56,
  [OURO_TYPE_TEXT_IO_WRAPPER] = 216,
  [OURO_TYPE_LOCK] = 56,
  [OURO_TYPE_THREAD_HANDLE] = 56,
};

/* Exceptions with fields of their own; all others have 88 bytes. */
static gsize
get_exception_size (const OuroProfile *profile,
                    OuroId             type)
{
  switch (type)
    {
    case OURO_TYPE_STOP_ITERATION:
    case OURO_TYPE_SYSTEM_EXIT:
    case OURO_TYPE_NAME_ERROR:
    case OURO_TYPE_UNBOUND_LOCAL_ERROR:
      return 96;
    case OURO_TYPE_ATTRIBUTE_ERROR:
    case OURO_TYPE_BASE_EXCEPTION_GROUP:
      return 104;
    case OURO_TYPE_IMPORT_ERROR:
    case OURO_TYPE_MODULE_NOT_FOUND_ERROR:
      return profile->size_import_error;
    case OURO_TYPE_UNICODE_ERROR:
    case OURO_TYPE_UNICODE_DECODE_ERROR:
    case OURO_TYPE_UNICODE_ENCODE_ERROR:
    case OURO_TYPE_OS_ERROR:
    case OURO_TYPE_BLOCKING_IO_ERROR:
    case OURO_TYPE_CHILD_PROCESS_ERROR:
    case OURO_TYPE_CONNECTION_ERROR:
    case OURO_TYPE_BROKEN_PIPE_ERROR:
    case OURO_TYPE_CONNECTION_ABORTED_ERROR:
    case OURO_TYPE_CONNECTION_REFUSED_ERROR:
    case OURO_TYPE_CONNECTION_RESET_ERROR:
    case OURO_TYPE_FILE_EXISTS_ERROR:
    case OURO_TYPE_FILE_NOT_FOUND_ERROR:
    case OURO_TYPE_INTERRUPTED_ERROR:
    case OURO_TYPE_IS_A_DIRECTORY_ERROR:
    case OURO_TYPE_NOT_A_DIRECTORY_ERROR:
    case OURO_TYPE_PERMISSION_ERROR:
    case OURO_TYPE_PROCESS_LOOKUP_ERROR:
    case OURO_TYPE_TIMEOUT_ERROR:
      return 128;
    case OURO_TYPE_SYNTAX_ERROR:
    case OURO_TYPE_INDENTATION_ERROR:
    case OURO_TYPE_TAB_ERROR:
      return profile->size_syntax_error;
    default:
      return 88;
    }
}

gsize
ouro_type_get_object_size (const OuroProfile *profile,
                           OuroId             type)
{
  switch (type)
    {
    case OURO_TYPE_MAP:
      return profile->size_map;
    case OURO_TYPE_RLOCK:
      return profile->size_rlock;
    case OURO_TYPE_UNION:
      return profile->size_union;
    case OURO_TYPE_RANGE_ITERATOR:
      return profile->size_range_iterator;
    case OURO_TYPE_LONGRANGE_ITERATOR:
      return profile->size_header + 24;
    case OURO_TYPE_CYCLE:
      return profile->size_cycle;
    case OURO_TYPE_ACCUMULATE:
      return profile->size_accumulate;
    case OURO_TYPE_PAIRWISE:
      return profile->size_pairwise;
    case OURO_TYPE_BATCHED:
      return profile->size_batched;
    case OURO_TYPE_GROUPBY:
      return profile->size_groupby;
    case OURO_TYPE_TEE:
      return profile->size_tee;
    case OURO_TYPE_PARTIAL:
      return profile->size_partial;
    case OURO_TYPE_METHODCALLER:
      return profile->size_methodcaller;
    case OURO_TYPE_FUNCTION:
      return profile->size_function;
    case OURO_TYPE_MODULE:
      return profile->size_module;
    case OURO_TYPE_WEAKREF:
    case OURO_TYPE_WEAKPROXY:
    case OURO_TYPE_WEAKCALLABLEPROXY:
      return profile->size_weakref;
    default:
      if (ouro_type_get_kind (type) == OURO_KIND_EXCEPTION)
        return get_exception_size (profile, type);
      return fixed_sizes[type];
    }
}

/* With the one that ends the text. */
static gsize
get_characters_size (const OuroHeap *heap,
                     OuroId          str)
{
  static const guint widths[] = { 1, 1, 2, 4 };

  return widths[ouro_str_get_text_kind (heap, str)] * (ouro_str_get_length (heap, str) + 1);
}

/* Two bytes of UTF-8 and the zero behind them. */
#define UTF8_SIZE_OF_LATIN 3

static gsize
get_str_size (const OuroHeap *heap,
              OuroId          object)
{
  if (ouro_str_get_text_kind (heap, object) == OURO_TEXT_ASCII)
    return heap->profile->size_str_ascii + ouro_str_get_length (heap, object);
  if (heap->profile->latin_characters_keep_utf8 && object >= OURO_ID_CHARACTER && object < OURO_ID_BYTE)
    return heap->profile->size_str_other + get_characters_size (heap, object) + UTF8_SIZE_OF_LATIN;
  return heap->profile->size_str_other + get_characters_size (heap, object);
}

/* The first 8 places are part of the set. */
static gsize
get_set_table_size (const OuroHeap *heap,
                    OuroId          set)
{
  return heap->rows[set].n > 8 ? 16 * (gsize)heap->rows[set].n : 0;
}

/* An instance, without what its payload allocates besides its own header. */
static gsize
get_instance_size (const OuroHeap *heap,
                   OuroId          object)
{
  gsize  size = ouro_class_get_instance_size (heap, heap->rows[object].cls);
  OuroId payload = ouro_instance_get_payload (heap, object);

  if (payload == OURO_NO_ID)
    return size;
  switch ((guint)ouro_heap_get_kind (heap, payload))
    {
    case OURO_KIND_LIST:
      return size + 8 * (gsize)(gint32)heap->rows[payload].aux;
    case OURO_KIND_TUPLE:
      return size + 8 * heap->rows[payload].n;
    case OURO_KIND_DICT:
      return size + ouro_dict_get_table_size (heap, payload) + ouro_order_get_size (heap, object);
    case OURO_KIND_SET:
      return size + get_set_table_size (heap, payload);
    case OURO_KIND_DEQUE:
      return size + ouro_deque_get_blocks_size (heap, payload);
    case OURO_KIND_INT:
      return size + 4 * ouro_int_get_n_digits (heap, payload);
    case OURO_KIND_STR:
      return size + get_characters_size (heap, payload);
    case OURO_KIND_BYTES:
      return size + heap->rows[payload].n;
    case OURO_KIND_BYTEARRAY:
      return size + heap->rows[payload].aux;
    default:
      return size;
    }
}

/* Records of which some have arrays of numbers beside them. */
static gsize
get_record_size (const OuroHeap *heap,
                 OuroId          object)
{
  const OuroRow *row = &heap->rows[object];
  gsize          size = ouro_type_get_object_size (heap->profile, row->cls);

  switch (row->cls)
    {
    case OURO_TYPE_PRODUCT:
    case OURO_TYPE_PERMUTATIONS:
    case OURO_TYPE_COMBINATIONS:
    case OURO_TYPE_COMBINATIONS_WITH_REPLACEMENT:
      return size + 8 * (gsize)(row->n - OURO_CHOICES_FIRST_INDEX);
    default:
      return size;
    }
}

gsize
ouro_heap_get_size (const OuroHeap *self,
                    OuroId          object)
{
  const OuroRow *row = &self->rows[object];
  gsize          header = self->profile->size_header;

  switch (ouro_heap_get_kind (self, object))
    {
    case OURO_KIND_SINGLETON:
    case OURO_KIND_OBJECT:
      return header;
    case OURO_KIND_BOOL:
      return header + 12;
    case OURO_KIND_INT:
      return header + 8 + 4 * ouro_int_get_n_digits (self, object);
    case OURO_KIND_FLOAT:
      return header + 8;
    case OURO_KIND_COMPLEX:
      return header + 16;
    case OURO_KIND_STR:
      return get_str_size (self, object);
    case OURO_KIND_BYTES:
      return header + 17 + row->n;
    case OURO_KIND_BYTEARRAY:
      return header + 40 + row->aux;
    case OURO_KIND_TUPLE:
      return self->profile->size_tuple + 8 * (gsize)row->n;
    case OURO_KIND_LIST:
      /* While it is sorted it has -1 slots. */
      return 56 + 8 * (gsize)(gint32)row->aux;
    case OURO_KIND_DICT:
      return 64 + ouro_dict_get_table_size (self, object);
    case OURO_KIND_SET:
      return 216 + get_set_table_size (self, object);
    case OURO_KIND_DEQUE:
      return OURO_DEQUE_BYTES + ouro_deque_get_blocks_size (self, object);
    case OURO_KIND_RANGE:
      return header + 32;
    case OURO_KIND_INSTANCE:
      return get_instance_size (self, object);
    case OURO_KIND_CLASS:
      if (object < OURO_N_TYPES)
        return self->profile->size_type;
      return ouro_class_get_properties (self, object) & OURO_CLASS_HAS_SHARED_KEYS ? self->profile->size_class : self->profile->size_class_slots;
    case OURO_KIND_CODE:
    case OURO_KIND_FRAME:
    case OURO_KIND_GENERATOR:
      return row->aux;
    case OURO_KIND_FUNCTION:
    case OURO_KIND_BUILTIN:
    case OURO_KIND_MODULE:
    case OURO_KIND_EXCEPTION:
    case OURO_KIND_WEAKREF:
      return row->cls < OURO_N_TYPES ? ouro_type_get_object_size (self->profile, row->cls) : ouro_class_get_instance_size (self, row->cls);
    case OURO_KIND_RECORD:
      return row->cls < OURO_N_TYPES ? get_record_size (self, object) : ouro_class_get_instance_size (self, row->cls);
    case OURO_KIND_FREE:
    case OURO_N_KINDS:
    default:
      g_return_val_if_reached (0);
    }
}
