// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

#include "connect/preview_feed.h"

namespace telemetryhub::ui {

class Theme;

/// The first channels of a preview over the last half minute, each in a band of its own.
///
/// Threads: main.
class PreviewCurve : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kBands = 3;
    static constexpr std::int64_t kSpanNs = 30'000'000'000;

    /// \pre `theme` outlives this object.
    PreviewCurve(const Theme& theme, QWidget* parent);

    void display(const engine::SampleStore& history, const PreviewSnapshot& seen);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Band {
        QString title;
        std::vector<engine::HistoryColumn> columns;
    };
    void paintBand(QPainter& painter, const QRectF& area, const Band& band, int slot) const;

    const Theme& m_theme;
    std::vector<Band> m_bands;
};

}  // namespace telemetryhub::ui
