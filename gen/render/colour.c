/* Colours in sRGB: WCAG 2 luminance and contrast, and the three ways in which
   one token follows from another. */
#include <string.h>

#include "render/internal.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool
colour_parse(struct str s, struct rgb *out)
{
	uint8_t v[3];

	if (s.n != 7 || s.p[0] != '#')
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(s.p[1 + 2 * i]);
		int low = hex_digit(s.p[2 + 2 * i]);
		if (high < 0 || low < 0)
			return false;
		v[i] = (uint8_t)(high * 16 + low);
	}
	*out = (struct rgb){ v[0], v[1], v[2] };
	return true;
}

void
colour_print(struct rgb c, char out[8])
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t v[3] = { c.r, c.g, c.b };

	out[0] = '#';
	for (size_t i = 0; i < 3; i++) {
		out[1 + 2 * i] = digits[v[i] >> 4];
		out[2 + 2 * i] = digits[v[i] & 15];
	}
	out[7] = '\0';
}

/* x to the power 2.4 by Newton's method for the fifth root. Sums and products
   alone, so that every machine finds the same colours, which pow() does not
   promise. */
static double
power_2_4(double x)
{
	double y = 1;

	for (int i = 0; i < 60; i++) {
		double y4 = y * y * y * y;
		double next = y - (y4 * y - x) / (5 * y4);
		if (next >= y)
			break;
		y = next;
	}
	return x * x * y * y;
}

static double
linear(uint8_t channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : power_2_4((c + 0.055) / 1.055);
}

double
colour_luminance(struct rgb c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) +
	    0.0722 * linear(c.b);
}

double
colour_contrast(struct rgb a, struct rgb b)
{
	double x = colour_luminance(a) + 0.05, y = colour_luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}

struct rgb
colour_on(struct rgb bg)
{
	const struct rgb white = { 255, 255, 255 }, black = { 0, 0, 0 };

	return colour_contrast(white, bg) >= colour_contrast(black, bg) ?
	    white : black;
}

static uint8_t
mix_channel(uint8_t a, uint8_t b, double percent)
{
	return (uint8_t)((a * percent + b * (100 - percent)) / 100 + 0.5);
}

struct rgb
colour_mix(struct rgb a, struct rgb b, double percent)
{
	return (struct rgb){
		mix_channel(a.r, b.r, percent),
		mix_channel(a.g, b.g, percent),
		mix_channel(a.b, b.b, percent)
	};
}

struct rgb
colour_fit(struct rgb c, struct rgb bg, double ratio)
{
	uint8_t end = colour_luminance(bg) > 0.18 ? 0 : 255;
	const struct rgb target = { end, end, end };
	struct rgb fitted = c;

	for (int percent = 2; percent <= 100 &&
	    colour_contrast(fitted, bg) < ratio; percent += 2)
		fitted = colour_mix(target, c, percent);
	return fitted;
}
