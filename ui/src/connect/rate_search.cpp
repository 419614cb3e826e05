// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/rate_search.h"

#include <algorithm>

#include <QTimer>

#include "panels/wire_text.h"

namespace telemetryhub::ui {
namespace {

/// Less than this is luck.
constexpr double kLeastSense = 0.7;
/// So many samples with nearly nothing left over: no other rate can be better.
constexpr std::uint64_t kCertainSamples = 3;
constexpr double kCertainSense = 1.9;

}  // namespace

const std::vector<int>& RateSearch::rates() {
    // The likely ones first.
    static const std::vector<int> kRates{115200, 9600,   57600,  38400, 19200,
                                         230400, 460800, 921600, 4800,  2400};
    return kRates;
}

RateSearch::RateSearch(engine::DeviceSettings settings, int trialMs, QObject* parent)
    : QObject(parent), m_settings(std::move(settings)), m_timer(new QTimer(this)) {
    m_timer->setSingleShot(true);
    m_timer->setInterval(trialMs);
    connect(m_timer, &QTimer::timeout, this, &RateSearch::look);
}

RateSearch::~RateSearch() = default;

void RateSearch::start() {
    m_trials.clear();
    next();
}

void RateSearch::next() {
    const std::size_t at = m_trials.size();
    m_feed.reset();
    if (at >= rates().size()) {
        const auto best =
            std::max_element(m_trials.begin(), m_trials.end(),
                             [](const Trial& a, const Trial& b) { return a.sense < b.sense; });
        emit finished(best->sense >= kLeastSense ? best->baud : 0);
        return;
    }
    auto* serial = std::get_if<engine::SerialSettings>(&m_settings.bus);
    serial->baud = rates()[at];
    emit trying(serial->baud, static_cast<int>(at) + 1, static_cast<int>(rates().size()));
    m_feed = std::make_unique<PreviewFeed>(m_settings);
    m_timer->start();
}

RateSearch::Trial RateSearch::judge(const PreviewSnapshot& seen, int baud) {
    const engine::Ledger& ledger = seen.device.ledger;
    Trial trial{baud, ledger.bytesRead, ledger.samplesIn, 0};
    if (ledger.bytesRead == 0) return trial;
    const double all = static_cast<double>(ledger.bytesRead - ledger.bytesPending) + 1;
    // What was joined in the middle is no damage.
    const auto good = static_cast<double>(
        ledger.bytesDecoded + ledger.bytesDiscarded[engine::DiscardReason::PartialStart]);
    const double readable = 1 - unreadableShare(seen.tail);
    trial.sense = ledger.samplesIn > 0 ? 1 + good / all : readable * 0.99;
    return trial;
}

void RateSearch::look() {
    m_trials.push_back(judge(m_feed->snapshot(), rates()[m_trials.size()]));
    const Trial& trial = m_trials.back();
    if (trial.samples >= kCertainSamples && trial.sense >= kCertainSense) {
        m_feed.reset();
        emit finished(trial.baud);
        return;
    }
    next();
}

}  // namespace telemetryhub::ui
