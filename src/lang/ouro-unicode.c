/* ouro-unicode.c - what Python asks of Unicode
 *
 * libunistring has no names for control characters (in Unicode they have only aliases) and for the
 * unified ideographs (they follow a rule), and its table of Hangul syllables misses those that end
 * in "NJ". These three are mended here.
 */
#include "ouro-unicode.h"

#include <string.h>
#include <uniname.h>
#include <unictype.h>

#define LONGEST_NAME     128
#define IDEOGRAPH_PREFIX "CJK UNIFIED IDEOGRAPH-"
#define HANGUL_PREFIX    "HANGUL SYLLABLE "

typedef struct
{
  guchar      character;
  const char *names; /* separated by "|" */
} ControlNames;

/* Unicode 15, NameAliases.txt: control, alternate, figment and abbreviation. */
static const ControlNames control_names[] = {
  { 0x00, "NULL|NUL" },
  { 0x01, "START OF HEADING|SOH" },
  { 0x02, "START OF TEXT|STX" },
  { 0x03, "END OF TEXT|ETX" },
  { 0x04, "END OF TRANSMISSION|EOT" },
  { 0x05, "ENQUIRY|ENQ" },
  { 0x06, "ACKNOWLEDGE|ACK" },
  { 0x07, "ALERT|BEL" },
  { 0x08, "BACKSPACE|BS" },
  { 0x09, "CHARACTER TABULATION|HORIZONTAL TABULATION|HT|TAB" },
  { 0x0a, "LINE FEED|NEW LINE|END OF LINE|LF|NL|EOL" },
  { 0x0b, "LINE TABULATION|VERTICAL TABULATION|VT" },
  { 0x0c, "FORM FEED|FF" },
  { 0x0d, "CARRIAGE RETURN|CR" },
  { 0x0e, "SHIFT OUT|LOCKING-SHIFT ONE|SO" },
  { 0x0f, "SHIFT IN|LOCKING-SHIFT ZERO|SI" },
  { 0x10, "DATA LINK ESCAPE|DLE" },
  { 0x11, "DEVICE CONTROL ONE|DC1" },
  { 0x12, "DEVICE CONTROL TWO|DC2" },
  { 0x13, "DEVICE CONTROL THREE|DC3" },
  { 0x14, "DEVICE CONTROL FOUR|DC4" },
  { 0x15, "NEGATIVE ACKNOWLEDGE|NAK" },
  { 0x16, "SYNCHRONOUS IDLE|SYN" },
  { 0x17, "END OF TRANSMISSION BLOCK|ETB" },
  { 0x18, "CANCEL|CAN" },
  { 0x19, "END OF MEDIUM|EOM|EM" },
  { 0x1a, "SUBSTITUTE|SUB" },
  { 0x1b, "ESCAPE|ESC" },
  { 0x1c, "INFORMATION SEPARATOR FOUR|FILE SEPARATOR|FS" },
  { 0x1d, "INFORMATION SEPARATOR THREE|GROUP SEPARATOR|GS" },
  { 0x1e, "INFORMATION SEPARATOR TWO|RECORD SEPARATOR|RS" },
  { 0x1f, "INFORMATION SEPARATOR ONE|UNIT SEPARATOR|US" },
  { 0x7f, "DELETE|DEL" },
  { 0x80, "PADDING CHARACTER|PAD" },
  { 0x81, "HIGH OCTET PRESET|HOP" },
  { 0x82, "BREAK PERMITTED HERE|BPH" },
  { 0x83, "NO BREAK HERE|NBH" },
  { 0x84, "INDEX|IND" },
  { 0x85, "NEXT LINE|NEL" },
  { 0x86, "START OF SELECTED AREA|SSA" },
  { 0x87, "END OF SELECTED AREA|ESA" },
  { 0x88, "CHARACTER TABULATION SET|HORIZONTAL TABULATION SET|HTS" },
  { 0x89, "CHARACTER TABULATION WITH JUSTIFICATION|HORIZONTAL TABULATION WITH JUSTIFICATION|HTJ" },
  { 0x8a, "LINE TABULATION SET|VERTICAL TABULATION SET|VTS" },
  { 0x8b, "PARTIAL LINE FORWARD|PARTIAL LINE DOWN|PLD" },
  { 0x8c, "PARTIAL LINE BACKWARD|PARTIAL LINE UP|PLU" },
  { 0x8d, "REVERSE LINE FEED|REVERSE INDEX|RI" },
  { 0x8e, "SINGLE SHIFT TWO|SINGLE-SHIFT-2|SS2" },
  { 0x8f, "SINGLE SHIFT THREE|SINGLE-SHIFT-3|SS3" },
  { 0x90, "DEVICE CONTROL STRING|DCS" },
  { 0x91, "PRIVATE USE ONE|PRIVATE USE-1|PU1" },
  { 0x92, "PRIVATE USE TWO|PRIVATE USE-2|PU2" },
  { 0x93, "SET TRANSMIT STATE|STS" },
  { 0x94, "CANCEL CHARACTER|CCH" },
  { 0x95, "MESSAGE WAITING|MW" },
  { 0x96, "START OF GUARDED AREA|START OF PROTECTED AREA|SPA" },
  { 0x97, "END OF GUARDED AREA|END OF PROTECTED AREA|EPA" },
  { 0x98, "START OF STRING|SOS" },
  { 0x99, "SINGLE GRAPHIC CHARACTER INTRODUCER|SGC" },
  { 0x9a, "SINGLE CHARACTER INTRODUCER|SCI" },
  { 0x9b, "CONTROL SEQUENCE INTRODUCER|CSI" },
  { 0x9c, "STRING TERMINATOR|ST" },
  { 0x9d, "OPERATING SYSTEM COMMAND|OSC" },
  { 0x9e, "PRIVACY MESSAGE|PM" },
  { 0x9f, "APPLICATION PROGRAM COMMAND|APC" },
};

static gboolean
is_one_of (const char *name,
           const char *names)
{
  gsize length = strlen (name);

  for (const char *p = names; p != NULL; p = strchr (p, '|'))
    {
      if (*p == '|')
        p++;
      if (strncmp (p, name, length) == 0 && (p[length] == '|' || p[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_control (const char *name,
              gunichar   *character)
{
  for (guint i = 0; i < G_N_ELEMENTS (control_names); i++)
    if (is_one_of (name, control_names[i].names))
      {
        *character = control_names[i].character;
        return TRUE;
      }
  return FALSE;
}

/* The number must be in upper case, as CPython wants it; name is already so, original is not. */
static gboolean
find_ideograph (const char *name,
                const char *original,
                gunichar   *character)
{
  const char *digits = name + strlen (IDEOGRAPH_PREFIX);
  gsize       n = strlen (digits);

  if ((n != 4 && n != 5) || strspn (digits, "0123456789ABCDEF") != n ||
      strncmp (digits, original + strlen (IDEOGRAPH_PREFIX), n) != 0)
    return FALSE;

  *character = g_ascii_strtoull (digits, NULL, 16);
  return uc_is_property_unified_ideograph (*character);
}

gboolean
ouro_unicode_find_name (const char *name,
                        gsize       length,
                        gunichar   *character)
{
  char upper[LONGEST_NAME];

  g_return_val_if_fail (name != NULL && character != NULL, FALSE);

  if (length == 0 || length >= LONGEST_NAME || name[0] == ' ' || name[length - 1] == ' ')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    upper[i] = g_ascii_toupper (name[i]);
  upper[length] = '\0';

  if (g_str_has_prefix (upper, IDEOGRAPH_PREFIX))
    return find_ideograph (upper, name, character);

  if (g_str_has_prefix (upper, HANGUL_PREFIX) && g_str_has_suffix (upper, "NJ"))
    {
      upper[length - 1] = '\0'; /* the syllable that ends in N comes just before */
      *character = unicode_name_character (upper);
      return (*character)++ != UNINAME_INVALID;
    }

  *character = unicode_name_character (upper);
  return *character != UNINAME_INVALID || find_control (upper, character);
}

gsize
ouro_unicode_scan_identifier (const char *text,
                              gsize       length)
{
  const char *end = text + length;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c >= (gunichar)-2)
        return p - text;
      if (p == text ? c != '_' && !uc_is_property_xid_start (c) : !uc_is_property_xid_continue (c))
        return p - text;
    }
  return length;
}

char *
ouro_unicode_normalise (const char *text,
                        gsize       length)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_utf8_normalize (text, length, G_NORMALIZE_NFKC);
}

/* Objects/unicodectype.c: all but the categories Other and Separator, of which the space is allowed. */
gboolean
ouro_unicode_is_printable (gunichar character)
{
  return character == ' ' ||
         !uc_is_general_category_withtable (character, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}
