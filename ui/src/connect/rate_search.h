// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "connect/preview_feed.h"

class QTimer;

namespace telemetryhub::ui {

/// Listens at each usual baud rate for a moment, to find the one at which the bytes make sense.
///
/// Threads: main.
class RateSearch : public QObject {
    Q_OBJECT

public:
    /// What one rate brought.
    struct Trial {
        int baud = 0;
        std::uint64_t bytes = 0;
        std::uint64_t samples = 0;
        double sense = 0;  ///< 0 nothing; over 1 when samples were decoded
    };

    /// `trialMs`: how long each rate is listened to.
    explicit RateSearch(engine::DeviceSettings settings, int trialMs = 800,
                        QObject* parent = nullptr);
    ~RateSearch() override;

    void start();
    [[nodiscard]] const std::vector<Trial>& trials() const { return m_trials; }
    [[nodiscard]] static const std::vector<int>& rates();
    /// How much sense the bytes of a preview make.
    [[nodiscard]] static Trial judge(const PreviewSnapshot& seen, int baud);

signals:
    /// Listens at the rate number `at` of `of`.
    void trying(int baud, int at, int of);
    /// The rate at which most was understood; 0: at none.
    void finished(int baud);

private:
    void next();
    void look();

    engine::DeviceSettings m_settings;
    QTimer* m_timer;
    std::unique_ptr<PreviewFeed> m_feed;
    std::vector<Trial> m_trials;
};

}  // namespace telemetryhub::ui
