// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/decode/auto_decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "decode/characters.h"
#include "decode/clean_text.h"
#include "decode/format_candidates.h"
#include "decode/format_evidence.h"

namespace telemetryhub::engine {

namespace {

constexpr std::array kFormats = {Format::Nmea, Format::VeDirect, Format::Dsmr,    Format::Teleplot,
                                 Format::Json, Format::KeyValue, Format::Plotter, Format::Csv};

std::string_view titleOf(Format format) {
    switch (format) {
        case Format::Nmea: return "NMEA 0183";
        case Format::VeDirect: return "VE.Direct";
        case Format::Dsmr: return "DSMR P1";
        case Format::Teleplot: return "Teleplot";
        case Format::Json: return "JSON Lines";
        case Format::KeyValue: return "key=value";
        case Format::Plotter: return "Serial Plotter";
        default: break;
    }
    return "CSV";
}

std::string_view wordOf(Confidence confidence) {
    switch (confidence) {
        case Confidence::Certain: return "certain";
        case Confidence::Likely: return "likely";
        case Confidence::Guess: break;
    }
    return "a guess";
}

/// Up to and with the first line end, or all.
std::string_view firstPiece(std::string_view bytes) {
    return bytes.substr(0, std::min(bytes.find_first_of("\r\n"), bytes.size() - 1) + 1);
}

bool endsLine(std::string_view piece) {
    return isLineEnd(piece.back());
}

std::string_view withoutLineEnd(std::string_view line) {
    while (!line.empty() && isLineEnd(line.back()))
        line.remove_suffix(1);
    return line;
}

}  // namespace

AutoDecoder::AutoDecoder(DecodeSettings settings)
    : m_settings(std::move(settings)), m_candidates(std::make_unique<FormatCandidates>()) {}

AutoDecoder::~AutoDecoder() = default;

AutoDecoder::AutoDecoder(const AutoDecoder& other)
    : m_settings(other.m_settings),
      m_candidates(std::make_unique<FormatCandidates>(*other.m_candidates)),
      m_chosen(other.m_chosen ? other.m_chosen->clone() : nullptr),
      m_doubted(other.m_doubted ? other.m_doubted->clone() : nullptr),
      m_format(other.m_format),
      m_doubtedFormat(other.m_doubtedFormat),
      m_kept(other.m_kept),
      m_lines(other.m_lines),
      m_account(other.m_account),
      m_start(other.m_start),
      m_atStart(other.m_atStart),
      m_skipping(other.m_skipping),
      m_afterReturn(other.m_afterReturn),
      m_doubting(other.m_doubting),
      m_lineInDoubtOpen(other.m_lineInDoubtOpen),
      m_linesInDoubt(other.m_linesInDoubt) {}

std::unique_ptr<Decoder> AutoDecoder::clone() const {
    return std::make_unique<AutoDecoder>(*this);
}

void AutoDecoder::begin(StreamStart start) {
    m_start = start;
    m_atStart = true;
    m_skipping = false;
    m_kept.clear();
    m_lines.clear();
    m_doubting = m_chosen != nullptr;
    m_linesInDoubt = 0;
    m_lineInDoubtOpen = false;
    m_afterReturn = false;
    if (m_chosen)
        m_chosen->begin(start);
    else
        m_candidates = std::make_unique<FormatCandidates>();
}

void AutoDecoder::decode(std::string_view bytes, DecoderOutput& output) {
    while (!bytes.empty()) {
        if (m_chosen && !m_doubting) {
            output.samples().clock().beginPiece(0);
            return m_chosen->decode(bytes, output);
        }
        const std::string_view piece = firstPiece(bytes);
        bytes.remove_prefix(piece.size());
        output.samples().clock().beginPiece(bytes.size());
        if (m_chosen)
            decodeDoubting(piece, output);
        else
            keep(piece, output);
    }
}

void AutoDecoder::finish(StreamEnd end, DecoderOutput& output) {
    if (!m_chosen && end == StreamEnd::Complete) settle(output);
    if (m_chosen) return m_chosen->finish(end, output);
    if (lastLineIsOpen()) {
        m_account.discard(DiscardReason::Unfinished, m_lines.back().bytes);
        m_kept.resize(m_kept.size() - m_lines.back().bytes);
        m_lines.pop_back();
    }
    while (!m_lines.empty())
        releaseFirst(output);
    m_skipping = false;
}

std::size_t AutoDecoder::pendingBytes() const {
    return m_kept.size() + (m_chosen ? m_chosen->pendingBytes() : 0);
}

DecodeCounts AutoDecoder::counts() const {
    DecodeCounts counts = m_account.counts();
    if (m_doubted) counts += m_doubted->counts();
    if (m_chosen) counts += m_chosen->counts();
    return counts;
}

std::string AutoDecoder::description() const {
    const AutoDecision made = decision();
    if (m_chosen)
        return m_chosen->description() + " (" + made.confidence + ": " + made.reason + ")";
    return "no format fits so far: " + made.reason;
}

AutoDecision AutoDecoder::decision() const {
    AutoDecision made;
    made.chosen = m_chosen ? m_format : std::nullopt;
    for (const Format format : kFormats) {
        const bool chosen = made.chosen == format;
        made.candidates.push_back(
            {format, chosen ? m_candidates->decidedBecause() : m_candidates->standing(format)});
    }
    if (m_chosen)
        made.confidence = wordOf(m_candidates->confidence());
    else
        made.nearest = m_candidates->nearest();
    made.reason = m_chosen ? m_candidates->decidedBecause() : reasonOfIndecision();
    return made;
}

std::string AutoDecoder::reasonOfIndecision() const {
    const auto lines = m_candidates->lineCount();
    std::string nearest;
    if (const auto format = m_candidates->nearest())
        nearest = "; nearest is " + std::string(titleOf(*format)) + ": " +
                  m_candidates->standing(*format);
    if (lines == 1) return "1 line, which does not tell" + nearest;
    if (lines > 1) return std::to_string(lines) + " lines, no two of data that agree" + nearest;
    const auto gone = m_account.counts().bytesDecoded + m_account.counts().bytesDiscarded.total();
    return "no whole line in " + std::to_string(gone + m_kept.size()) + " bytes";
}

void AutoDecoder::decodeDoubting(std::string_view piece, DecoderOutput& output) {
    const auto framesBefore = m_chosen->counts().frames;
    m_chosen->decode(piece, output);
    if (m_chosen->counts().frames != framesBefore) {
        m_doubting = false;
        return;
    }
    const bool blank = isLineEnd(piece.front()) && !m_lineInDoubtOpen;
    m_lineInDoubtOpen = !endsLine(piece);
    if (m_lineInDoubtOpen || blank || ++m_linesInDoubt < linesToDoubt()) return;

    m_chosen->finish(StreamEnd::Complete, output);
    if (m_doubted) m_account.counts() += m_doubted->counts();
    m_doubted = std::move(m_chosen);
    m_doubtedFormat = *m_format;
    m_candidates = std::make_unique<FormatCandidates>();
    m_atStart = false;
    m_doubting = false;
}

void AutoDecoder::keep(std::string_view piece, DecoderOutput& output) {
    const bool afterReturn = std::exchange(m_afterReturn, piece.back() == '\r');
    if (m_skipping) {
        m_account.addToLast(piece.size());
        m_skipping = !endsLine(piece);
        return;
    }
    if (afterReturn && piece.front() == '\n' && m_lines.empty()) {
        m_account.addToLast(1);
        return;
    }
    const bool open = lastLineIsOpen();
    const std::size_t keptAnyway = open ? 1 : 0;
    while (m_lines.size() > keptAnyway && m_kept.size() + piece.size() > kMaxKeptBytes)
        releaseFirst(output);
    if (m_kept.size() + piece.size() > kMaxKeptBytes) return skipLine(piece, output);
    if (!open && endsLine(piece.substr(0, 1))) return keepBlank(piece);

    if (!open) m_lines.push_back({});
    KeptLine& line = m_lines.back();
    m_kept.append(piece);
    line.bytes += piece.size();
    line.moment = output.samples().clock().moment();
    line.open = !endsLine(piece);
    if (!line.open) judgeLastLine(output);
}

/// A line end without a line: it stays with the kept line before it.
void AutoDecoder::keepBlank(std::string_view piece) {
    if (!m_lines.empty()) {
        m_kept.append(piece);
        m_lines.back().bytes += piece.size();
    } else if (firstMayBePartial()) {
        m_account.discard(DiscardReason::PartialStart, piece.size());
    } else {
        m_account.accept(piece.size());
    }
    m_atStart = m_atStart && !m_lines.empty();
}

/// Gives up a line that is too long to be kept.
void AutoDecoder::skipLine(std::string_view piece, DecoderOutput& output) {
    const auto reason =
        firstMayBePartial() ? DiscardReason::PartialStart : DiscardReason::Unrecognised;
    if (reason == DiscardReason::Unrecognised) {
        ++m_account.counts().framesDamaged[reason];
        output.damaged(reason, m_kept.empty() ? piece : std::string_view(m_kept));
    }
    m_account.discard(reason, m_kept.size() + piece.size());
    m_skipping = !endsLine(piece);
    m_kept.clear();
    m_lines.clear();
    m_atStart = false;
}

void AutoDecoder::judgeLastLine(DecoderOutput& output) {
    KeptLine& last = m_lines.back();
    const bool partial = m_lines.size() == 1 && firstMayBePartial();
    const std::string_view text = textOf(m_kept.size() - last.bytes, last);
    const auto verdict = partial ? m_candidates->observePartial(text) : m_candidates->observe(text);
    if (verdict.format) {
        while (verdict.since > 0 && m_lines.size() > m_candidates->lineCount() - verdict.since + 1)
            releaseFirst(output);
        return choose(*verdict.format, output);
    }
    last.use = verdict.use;
    releaseUseless(output);
    if (m_lines.size() > kMaxKeptLines) releaseFirst(output);
}

/// Lines that are data in no format leave from the front, so that the prose of a starting device
/// is shown at once; before much prose also those that looked like data.
void AutoDecoder::releaseUseless(DecoderOutput& output) {
    const auto lastData = std::find_if(m_lines.rbegin(), m_lines.rend(), [](const KeptLine& line) {
        return line.use == LineUse::Data;
    });
    const bool forgotten =
        static_cast<std::uint64_t>(lastData - m_lines.rbegin()) > kMaxProseBetweenData;
    for (auto left = m_lines.rend() - lastData; forgotten && left > 0; --left)
        releaseFirst(output);
    while (!m_lines.empty()) {
        const LineUse use = m_lines.front().use;
        const bool dataFollows = m_lines.size() == 1 || m_lines[1].use == LineUse::Data;
        if (use == LineUse::Data || (use == LineUse::Titles && dataFollows)) return;
        releaseFirst(output);
    }
}

void AutoDecoder::releaseFirst(DecoderOutput& output) {
    const KeptLine line = m_lines.front();
    CleanText clean;
    const std::string_view text = clean.of(textOf(0, line));
    if (firstMayBePartial()) {
        m_account.discard(DiscardReason::PartialStart, line.bytes);
    } else if (isPrintableText(text)) {
        m_account.accept(line.bytes);
        ++m_account.counts().textLines;
        RowClock& clock = output.samples().clock();
        const RowClock::Moment now = clock.moment();
        clock.holdAt(line.moment);
        output.textLine(text);
        clock.goBackTo(now);
    } else {
        m_account.discard(DiscardReason::Unrecognised, line.bytes);
        ++m_account.counts().framesDamaged[DiscardReason::Unrecognised];
        output.damaged(DiscardReason::Unrecognised, text);
    }
    m_kept.erase(0, line.bytes);
    m_lines.erase(m_lines.begin());
    m_atStart = false;
}

/// The stream ended: one line may be enough.
void AutoDecoder::settle(DecoderOutput& output) {
    if (lastLineIsOpen()) {
        m_lines.back().open = false;
        judgeLastLine(output);
    }
    std::size_t end = m_kept.size();
    for (std::size_t i = m_lines.size(); i-- > 0 && !m_chosen;) {
        end -= m_lines[i].bytes;
        if (i == 0 && firstMayBePartial()) return;
        if (const auto format = m_candidates->formatOfLone(textOf(end, m_lines[i])))
            choose(*format, output);
    }
}

void AutoDecoder::choose(Format format, DecoderOutput& output) {
    m_format = format;
    m_settings.format = format;
    m_chosen =
        m_doubted && m_doubtedFormat == format ? std::move(m_doubted) : makeDecoder(m_settings);
    m_chosen->begin(startOf(format));
    const std::string kept = std::exchange(m_kept, {});
    const std::vector<KeptLine> lines = std::exchange(m_lines, {});
    RowClock& clock = output.samples().clock();
    const RowClock::Moment now = clock.moment();
    std::size_t at = 0;
    for (const KeptLine& line : lines) {
        clock.holdAt(line.moment);
        m_chosen->decode(std::string_view(kept).substr(at, line.bytes), output);
        at += line.bytes;
    }
    clock.goBackTo(now);
}

/// Frames of several lines have begun before they were recognised.
StreamStart AutoDecoder::startOf(Format format) const {
    const bool whole =
        format != Format::VeDirect &&
        (format != Format::Dsmr || isMeterIdentification(textOf(0, m_lines.front())));
    if (!whole) return StreamStart::MidFrame;
    return m_atStart ? m_start : StreamStart::Boundary;
}

std::size_t AutoDecoder::linesToDoubt() const {
    const bool longFrames = m_format == Format::VeDirect || m_format == Format::Dsmr;
    return longFrames ? 4 * kLinesToDoubt : kLinesToDoubt;
}

std::string_view AutoDecoder::textOf(std::size_t begin, const KeptLine& line) const {
    return withoutLineEnd(std::string_view(m_kept).substr(begin, line.bytes));
}

}  // namespace telemetryhub::engine
