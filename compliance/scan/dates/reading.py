"""Reads a date, a time and a zone in one pass."""

import re
from typing import TYPE_CHECKING

from compliance.scan.dates.letters import in_ascii
from compliance.scan.dates.names import MONTHS, SIGNS, SOLAR_MONTHS, WEEKDAYS, folded, glue, lookup, table_of, words_of
from compliance.scan.dates import patterns as form
from compliance.scan.dates.until import until_of, Until
from compliance.scan.dates.zones import ABBREVIATIONS, AMERICAN, CAPITALS_ONLY, DAY_MONTH_ZONES, FULL_NAMES, SEASONS, in_zone, places_by_name
from compliance.scan.years import read_years

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTH_FIRST_LANGUAGES = ("en-us", "en-ph")
_SOLAR_YEARS = range(1370, 1470)
_YEAR_FIRST_LANGUAGES = ("zh", "ja", "ko", "hu", "lt", "mn")


class Reading:
    """One pass from the head on: parts in any order, each at most once, until something that is no part."""

    def __init__(self, text: str, start: int, language: str | None) -> None:
        self.source, self.text = text, in_ascii(text)
        self.at, self.end = start, start
        self.language = (language or "").casefold()
        self.seen = False
        self.wrapped = False  # a line end lies behind
        self.day: list[tuple[int, int, int]] | None = None  # possible (year, month, day); year 0 is missing
        self.clock: tuple[int, int, int] | None = None
        self.midnight = False
        self.weekday: int | None = None
        self.zone: str | None = None
        self.zoned = False
        self.offset: int | None = None  # minutes, where written as a number

    def run(self) -> None:
        """Reads on until something that is no part of a moment."""
        open_brackets = 0
        while self.at < len(self.text):
            gap = self._here(form.GAP)
            if gap and gap.end() > self.at:
                open_brackets += sum(map(gap[0].count, "([（"))
                self.wrapped |= "\n" in gap[0]
                self.at = gap.end()
            elif self._stamp() or self._date() or self._time() or self._weekday() or self._zone():
                self.seen = True
                if open_brackets and self.text[self.at : self.at + 1] in (")", "]", "）"):
                    open_brackets -= 1
                    self.at += 1
                self.end = self.at
            elif self._other_clock():
                if open_brackets and self.text[self.at : self.at + 1] in (")", "]", "）"):
                    open_brackets -= 1
                    self.at = self.end = self.at + 1
            elif not self._glue():
                return

    def result(self) -> Until:
        """What was read, put together."""
        day = self._settle()
        if day is None:
            return until_of(self.source, self.end, "partial", zone=self.zone)
        wrong = self.weekday is not None and day.weekday() != self.weekday
        if self.clock is None:
            return until_of(self.source, self.end, "dated", day.isoformat(), self.zone, wrong)
        moment, misplaced = self._moment(day, self.clock)
        return until_of(self.source, self.end, "dated", moment.isoformat(), self.zone, wrong, misplaced)

    def _here(self, pattern: str) -> "re.Match[str] | None":
        return form.match_at(pattern, self.text, self.at)

    def _stamp(self) -> bool:
        """A date with its time, as machines write them: ISO 8601, or the wires' MMDDYY HHMMSS."""
        if self.day is not None:
            return False
        found = self._here(form.ISO) or self._here(form.BASIC)
        if found:
            if not self._set_day([(int(found["y"]), int(found["m"]), int(found["d"]))]):
                return False
            timed = found["H"] and self._set_clock(int(found["H"]), int(found["M"]), int(found["S"] or 0))
            if timed and found["off"]:
                self._set_offset(found["off"].strip())
            self.at = found.end()
            return True
        found = self._here(form.STAMP)
        zone = found["zone"].upper() if found else ""
        if not found or self.clock is not None or zone not in ABBREVIATIONS:
            return False
        a, b, c = (int(found["date"][i : i + 2]) for i in (0, 2, 4))
        # month, day, year is the order of American wires; elsewhere the stamp counts where it can be no other
        days = [(_century(c), a, b)]
        if ABBREVIATIONS[zone][1] not in AMERICAN:
            days += [(_century(c), b, a), (_century(a), b, c)]
        days = [day for day in dict.fromkeys(days) if _is_date(*day)]
        time = found["time"].ljust(6, "0")
        if len(days) != 1 or not self._set_clock(int(time[:2]), int(time[2:4]), int(time[4:])):
            return False
        self.day = days
        self._set_zone(zone)
        self.at = found.end()
        return True

    def _date(self) -> bool:
        if self.day is not None:
            return self._late_year()
        for pattern in form.DATES:
            found = self._here(pattern)
            if not found:
                continue
            part = found.groupdict()
            end = found.end()
            year = int(part.get("y") or 0)
            if part.get("era"):
                year = (read_years(f"{part['era']}{part['nth']}年") or [0])[0]
            name = part.get("word") or part.get("word2")
            solar = lookup(table_of(SOLAR_MONTHS), name, self.language) if name else None
            if pattern in (form.DAY_FIRST, form.MONTH_FIRST) and year and solar is None and self._is_clock(found):
                year, end = 0, found.start("y")
            day = int(part.get("d") or part.get("d2") or 0)
            if pattern is form.NUMERIC:
                days = self._orders(int(found["a"]), int(found["b"]), found["y"], found["sep"])
            elif pattern is form.BARE_NUMERIC:
                a, b = int(found["a"]), int(found["b"] or found["c"])
                days = [(0, b, a), (0, a, b)]
            elif name:
                month = lookup(table_of(MONTHS), name, self.language)
                if pattern is form.MONTH_FIRST and lookup(table_of(WEEKDAYS), name, self.language) is not None:
                    continue
                days = [] if month is None else [(_civil(year), month + 1, day)]
                days = days if days or solar is None else _gregorian(year, solar + 1, day)
            else:
                month = int(found["m"])
                days = _gregorian(year, month, day) if year in _SOLAR_YEARS else [(_civil(year), month, day)]
            if self._set_day(days):
                self.at = end
                return True
        return False

    def _is_clock(self, found: "re.Match[str]") -> bool:
        """Whether the four digits after a day and month are a time, as in `5 March 1900 GMT`."""
        military = form.match_at(form.MILITARY, self.text, found.start("y"))
        if self.clock is not None or not military:
            return False
        if military["unit"] or int(found["y"]) < 1980:
            return True
        # a zone right behind makes it a time, unless that zone belongs to a time yet to come
        end = found.end("y")
        return self._zone_follows(end) and not form.match_at(r"\s?\(?[a-z]{1,5}\)?,?\s?\d", self.text, end)

    def _late_year(self) -> bool:
        """A year that stands apart from its day and month: `May 8 at 12noon, 2025`."""
        found = self._here(form.LONE_YEAR)
        if not found or not self.day or any(year for year, _, _ in self.day):
            return False
        military = self._here(form.MILITARY)
        if self.clock is None and military and (military["unit"] or self._zone_follows(military.end())):
            return False
        year = _civil(int(found["y"]))
        if not self._set_day([(year, month, day) for _, month, day in self.day]):
            return False
        self.at = found.end()
        return True

    def _orders(self, a: int, b: int, year: str, sep: str) -> list[tuple[int, int, int]]:
        """The readings of a date in numbers that its language, or the want of one, allows."""
        number = _civil(int(year)) if len(year) == 4 else _century(int(year))
        day_first, month_first = (number, b, a), (number, a, b)
        year_first = [(_century(a), b, int(year))] if len(year) == 2 else []
        main = self.language.partition("-")[0]
        if self.language in _MONTH_FIRST_LANGUAGES:
            return [month_first]
        if main in _YEAR_FIRST_LANGUAGES:
            return year_first or [day_first, month_first]
        if main in ("", "mul", "und", "zxx"):
            return [day_first, *year_first] if sep == "." else [day_first, month_first, *year_first]
        # English alone says nothing of the order, that of a country does; no other has the month first
        return [day_first, month_first] if self.language in ("en", "en-ca") else [day_first]

    def _time(self) -> bool:
        if self.clock is not None or self.midnight:
            return False
        noon = self._here(form.NOON)
        if noon:
            self.clock, self.midnight = ((12, 0, 0), False) if noon["noon"] else (None, True)
            self.at = noon.end()
            return True
        cued = self._here(form.CUED)
        if cued:
            return self._clock(form.match_at(form.CLOCK, self.text, cued.start("H")), cued=True)
        military = self._here(form.MILITARY)
        zero = self.text[self.at : self.at + 1] == "0"
        if military and not (military["unit"] or zero or self._zone_follows(military.end())):
            military = None
        if military and self._set_clock(int(military["H"]), int(military["M"]), 0):
            self.at = military.end()
            if (military["unit"] or "").strip() in ("Z", "z"):
                self._set_zone("UTC")
            return True
        signs = self._here(form.CHINESE_CLOCK)
        if signs:
            hour = form.CHINESE_HOURS.get(signs["H"], 99)
            return self._hour(signs, hour, 30 if signs["half"] else int(signs["M"] or 0), 0, signs["lead"])
        return self._clock(self._here(form.CLOCK), cued=False)

    def _clock(self, found: "re.Match[str] | None", cued: bool) -> bool:
        signs = ("M", "half", "lead", "tail", "unit")
        if not found or not (cued or any(found[sign] is not None for sign in signs)):
            return False
        hour, minute = int(found["H"]), 30 if found["half"] else int(found["M"] or 0)
        part = found["lead"] or found["tail"] or found["late"]
        return self._hour(found, hour, minute, int(found["S"] or 0), part)

    def _hour(self, found: "re.Match[str]", hour: int, minute: int, second: int, part: str | None) -> bool:
        if part and hour <= 12:
            hour = hour % 12 + (12 if re.fullmatch(form.PM, part, re.IGNORECASE) else 0)
        if not self._set_clock(hour, minute, second):
            return False
        self.at = found.end()
        return True

    def _weekday(self) -> bool:
        # what begins the next line once the date is known is the text, not the date
        if self.weekday is not None or self.wrapped and self.day is not None:
            return False
        signed = self._here(form.SIGNED_DAY)
        if signed:
            self.weekday = SIGNS[signed["zh"] or signed["zh2"] or signed["ja"] or signed["ko"]]
            self.at = signed.end()
            return True
        word = self._here(rf"{form.WORD}(?:-feira{form.END})?")
        self.weekday = lookup(table_of(WEEKDAYS), word[0], self.language) if word else None
        if not word or self.weekday is None:
            return False
        self.at = word.end()
        return True

    def _zone(self) -> bool:
        if self.zoned:
            return False
        local = self._here(form.LOCAL)
        if local:
            self.zoned, self.at = True, local.end()
            return True
        for name, wording in FULL_NAMES.items():
            full = self._here(f"(?:{wording})")
            if full:
                self.at = full.end()
                return self._set_zone(name)
        if self._place():
            return True
        offset = self._here(form.OFFSET)
        if offset and (offset["base"] or self.clock is not None and len(offset["h"]) == 2 and offset["m"]):
            self.at = offset.end()
            return self._set_offset(offset["sign"] + offset["h"].zfill(2) + (offset["m"] or "00"))
        short = self._here(r"[^\W\d_]{1,5}(?![^\W_])")
        if not short or short[0].upper() not in ABBREVIATIONS:
            return False
        # half of these are words somewhere (`est`, `met`): small letters count after a time, if at all
        if not short[0].isupper() and (short[0].upper() in words_of(CAPITALS_ONLY) or not self._after_time(short[0])):
            return False
        self.at = short.end()
        return self._set_zone(short[0].upper())

    def _after_time(self, word: str) -> bool:
        before = self.text[max(0, self.at - 9) : self.at]
        bare = r"(?:[ap]\.?m\.?|\b\d{4})\s?\(?$" if word.casefold() == "est" else r"[\dm.rn]\s?\(?$"
        return self.clock is not None and re.search(bare, before, re.IGNORECASE) is not None

    def _zone_follows(self, at: int) -> bool:
        probe = Reading(self.source, at, self.language)
        gap = form.match_at(r"\s?[(\[]?\s?", self.text, at)
        probe.at = gap.end() if gap else at
        probe.clock = (0, 0, 0)
        return probe._zone()

    def _place(self) -> bool:
        for pattern in form.PLACE_TIMES:
            found = self._here(pattern)
            zone = places_by_name().get(folded(found["place"]).replace(" ", "_")) if found else None
            if found and zone:
                season = (found.groupdict().get("season") or "").casefold()
                self.at = found.end()
                return self._set_zone(SEASONS.get((zone, season), zone))
        return False

    def _glue(self) -> bool:
        elided = self._here(form.ELISION)
        word = elided or self._here(form.WORD)
        if not word or not elided and not {folded(word[0]), folded(word[0]).rstrip(".'")} & glue():
            return False
        self.at = word.end()
        return True

    def _other_clock(self) -> bool:
        """The same moment in a second zone, as in `6 a.m. EST / 11 a.m. GMT`."""
        if self.clock is None or not self.zoned or self.wrapped:
            return False
        slash = self._here(r"(?:/|or\s|=)?\s?")
        probe = Reading(self.source, slash.end() if slash else self.at, self.language)
        if not probe._time():
            return False
        gap = probe._here(r"\s?[(\[]?")
        probe.at = gap.end() if gap else probe.at
        if not probe._zone():
            return False
        self.at = self.end = probe.at
        return True

    def _set_day(self, readings: list[tuple[int, int, int]]) -> bool:
        good = [
            (year, month, day)
            for year, month, day in dict.fromkeys(readings)
            if (not year or 1980 <= year <= 2199) and _is_date(year or 2000, month, day)
        ]
        self.day = good or self.day
        return bool(good)

    def _set_clock(self, hour: int, minute: int, second: int) -> bool:
        if hour > 24 or minute > 59 or second > 59 or hour == 24 and minute + second:
            return False
        self.clock = (hour, minute, second)
        return True

    def _set_offset(self, written: str) -> bool:
        self.zoned = True
        if written in ("Z", "z"):
            return self._set_zone("UTC")
        digits = written[1:].replace(":", "").ljust(4, "0")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours <= 14 and minutes < 60:
            self.offset = (hours * 60 + minutes) * (-1 if written[0] == "-" else 1)
            self.zone = f"{written[0]}{digits[:2]}:{digits[2:]}"
        return True

    def _set_zone(self, name: str) -> bool:
        minutes, region = ABBREVIATIONS.get(name, (None, name))
        self.zoned = True
        self.zone = "UTC" if name in ("Z", "UT", "TU") else region or None if minutes is None else name
        return True

    def _settle(self) -> "date | None":
        """The one date meant, where the text itself, the weekday or the zone leaves only one."""
        from datetime import date

        days = [date(*reading) for reading in self.day or () if reading[0]]
        if len(days) > 1 and self.weekday is not None:
            days = [day for day in days if day.weekday() == self.weekday] or days
        if len(days) > 1 and self.zone and (self.zone in words_of(DAY_MONTH_ZONES) or self.zone.startswith("Europe/")):
            days = days[:1]
        return days[0] if len(days) == 1 else None

    def _moment(self, day: "date", clock: tuple[int, int, int]) -> "tuple[datetime, bool]":
        """Date and time together, aware where the zone is known, and whether that zone is out of season."""
        from datetime import datetime, timedelta, timezone

        days, hour = divmod(clock[0], 24)
        moment = datetime(day.year, day.month, day.day, hour, clock[1], clock[2]) + timedelta(days=days)
        if self.offset is not None:
            return moment.replace(tzinfo=timezone(timedelta(minutes=self.offset))), False
        if self.zone is None:
            return moment, False
        minutes, region = ABBREVIATIONS.get(self.zone, (None, self.zone))
        there = in_zone(moment, region) if region else None
        if minutes is None:
            return there or moment, False
        shift = timedelta(minutes=minutes)
        return moment.replace(tzinfo=timezone(shift)), there is not None and there.utcoffset() != shift


def _is_date(year: int, month: int, day: int) -> bool:
    from calendar import monthrange

    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _civil(year: int) -> int:
    """The Gregorian year; Thailand writes the Buddhist one."""
    return year - 543 if 2500 <= year <= 2642 else year


def _gregorian(year: int, month: int, day: int) -> list[tuple[int, int, int]]:
    """The Gregorian date of one of the solar Hijri calendar; its leap years go by a rule of 33 years that holds for these two centuries."""
    from datetime import date, timedelta

    days = 31 if month < 7 else 30 if month < 12 or _is_long(year) else 29
    if year not in _SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= days:
        return []
    first, last = sorted((year, 1400))
    leaps = sum(map(_is_long, range(first, last)))
    since = (year - 1400) * 365 + (leaps if year > 1400 else -leaps) + min(month - 1, 6) + 30 * (month - 1) + day - 1
    found = date(2021, 3, 21) + timedelta(days=since)
    return [(found.year, found.month, found.day)]


def _is_long(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _century(year: int) -> int:
    """The full year of two digits."""
    return year + (2000 if year < 70 else 1900)
