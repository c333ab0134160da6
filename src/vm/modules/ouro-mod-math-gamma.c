/* ouro-mod-math-gamma.c - the Gamma function
 *
 * Lanczos' approximation with 13 terms, in the same order of operations as CPython's, since the last digit depends on it.
 * Source  C. Lanczos, "A precision approximation of the gamma function", SIAM J. Numerical Analysis B 1 (1964); the coefficients
 *         and the treatment of large and negative arguments: Modules/mathmodule.c: m_tgamma, m_lgamma (3.11 to 3.15)
 */
#include "ouro-mod-math-private.h"

#include <math.h>

#define G              6.024680040776729583740234375
#define G_MINUS_HALF   5.524680040776729583740234375
#define LOG_PI         1.144729885849400174143427351353058711647
#define LARGE_INTEGERS 23

static const double numerator[] = {
  23531376880.410759688572007674451636754734846804940,
  42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843,
  17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708,
  1439720407.3117216736632230727949123939715485786772,
  248874557.86205415651146038641322942321632125127801,
  31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768,
  186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024,
  210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
};

static const double denominator[] = {
  0.0,
  39916800.0,
  120543840.0,
  150917976.0,
  105258076.0,
  45995730.0,
  13339535.0,
  2637558.0,
  357423.0,
  32670.0,
  1925.0,
  66.0,
  1.0,
};

/* x > 0. For large x both polynomials are taken in 1 / x, so that nothing overflows. */
static double
sum (double x)
{
  const int n = G_N_ELEMENTS (numerator);
  double    above = 0, below = 0;

  for (int i = 0; i < n; i++)
    {
      int k = x < 5 ? n - 1 - i : i;

      above = (x < 5 ? above * x : above / x) + numerator[k];
      below = (x < 5 ? below * x : below / x) + denominator[k];
    }
  return above / below;
}

/* sin (pi * x), exact where the result is a whole number. */
static double
sin_pi (double x)
{
  double y = fmod (fabs (x), 2);
  double r;

  switch ((int)round (2 * y))
    {
    case 0:
      r = sin (G_PI * y);
      break;
    case 1:
      r = cos (G_PI * (y - 0.5));
      break;
    case 2:
      r = sin (G_PI * (1 - y));
      break;
    case 3:
      r = -cos (G_PI * (y - 1.5));
      break;
    default:
      r = sin (G_PI * (y - 2));
      break;
    }
  return copysign (1, x) * r;
}

static double
get_factorial (int n)
{
  double product = 1;

  for (int i = 2; i <= n; i++)
    product *= i;
  return product;
}

/* r times or divided by y ** (absolute - 0.5), in two steps where one would overflow. */
static double
scale (double   r,
       double   y,
       double   absolute,
       gboolean divides)
{
  double factor = absolute < 140 ? pow (y, absolute - 0.5) : pow (y, absolute / 2 - 0.25);

  r = divides ? r / factor : r * factor;
  if (absolute >= 140)
    r = divides ? r / factor : r * factor;
  return r;
}

double
ouro_mod_math_gamma (double x)
{
  double absolute = fabs (x);
  double y, z, r;

  if (!isfinite (x))
    return x;
  if (x == floor (x) && x >= 1 && x <= LARGE_INTEGERS)
    return get_factorial ((int)x - 1);
  if (absolute < 1e-20)
    return 1 / x;
  if (absolute > 200)
    return x < 0 ? 0 / sin_pi (x) : INFINITY;
  y = absolute + G_MINUS_HALF;
  z = absolute > G_MINUS_HALF ? (y - absolute) - G_MINUS_HALF : (y - G_MINUS_HALF) - absolute;
  z = z * G / y;
  if (x < 0)
    {
      r = -G_PI / sin_pi (absolute) / absolute * exp (y) / sum (absolute);
      r -= z * r;
    }
  else
    {
      r = sum (absolute) / exp (y);
      r += z * r;
    }
  return scale (r, y, absolute, x < 0);
}

double
ouro_mod_math_log_gamma (double x)
{
  double absolute = fabs (x);
  double r;

  if (!isfinite (x))
    return isnan (x) ? x : INFINITY;
  if (x == 1 || x == 2)
    return 0;
  if (absolute < 1e-20)
    return -log (absolute);
  r = log (sum (absolute)) - G;
  r += (absolute - 0.5) * (log (absolute + G - 0.5) - 1);
  return x < 0 ? LOG_PI - log (fabs (sin_pi (absolute))) - log (absolute) - r : r;
}
