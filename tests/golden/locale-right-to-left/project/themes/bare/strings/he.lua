return strings {
	fallback_notice = "הדף הזה עדיין לא תורגם.",
	tip = "עצה",
	table = "טבלה",
}
