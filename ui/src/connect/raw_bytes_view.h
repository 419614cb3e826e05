// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "connect/preview_feed.h"

namespace telemetryhub::ui {

class Theme;

/// The newest bytes of a preview with the second and millisecond they were read, as text, as hex
/// digits or both; the newest line is the lowest.
///
/// Threads: main.
class RawBytesView : public QWidget {
    Q_OBJECT

public:
    enum class Show { Text, Hex, Both };

    /// \pre `theme` outlives this object.
    RawBytesView(const Theme& theme, QWidget* parent);

    void display(const std::vector<PreviewChunk>& chunks);
    void clear();
    void setShow(Show show);
    /// What is there stays, for looking at it.
    void setPaused(bool paused) { m_paused = paused; }
    /// What stands in place of bytes.
    void setEmptyText(const QString& text);

    struct Line {
        QString time, hex, text;
        friend bool operator==(const Line&, const Line&) = default;
    };
    /// At most `most` lines of `width` bytes, the newest last.
    [[nodiscard]] static std::vector<Line> linesOf(const std::vector<PreviewChunk>& chunks,
                                                   std::size_t width, std::size_t most);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] std::size_t bytesALine(int letterWidth) const;

    const Theme& m_theme;
    std::vector<PreviewChunk> m_chunks;
    QString m_empty;
    Show m_show = Show::Both;
    bool m_paused = false;
};

}  // namespace telemetryhub::ui
