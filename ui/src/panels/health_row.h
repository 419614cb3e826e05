// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "panels/sparkline.h"

namespace telemetryhub::ui {

class Theme;

/// One line of the health panel: a label, a figure, what belongs to it in muted letters, and at
/// the right a small curve or bar. A sentence below it when something needs a person.
///
/// Threads: main.
class HealthRow : public QWidget {
    Q_OBJECT

public:
    enum class Gadget { None, Curve, Bar };
    enum class Tone { Plain, Warning, Critical };

    struct Content {
        QString figure;
        QString more;      ///< `· high 12`
        QString sentence;  ///< empty: none
        Tone tone = Tone::Plain;

        friend bool operator==(const Content&, const Content&) = default;
    };

    /// \pre `theme` outlives this object.
    HealthRow(QString label, Gadget gadget, const Theme& theme, QWidget* parent);

    void setContent(const Content& content);
    /// Adds a point to the curve, whose upper edge is `top` or the largest seen.
    void addPoint(double value, std::optional<double> top = std::nullopt);
    /// 0 to 1.
    void setShare(double share);

    [[nodiscard]] const Content& content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] QRect sentenceRect(int width) const;
    void paintGadget(QPainter& painter, const QRect& rect) const;

    QString m_label;
    Gadget m_gadget;
    const Theme& m_theme;
    Content m_content;
    Sparkline m_curve;
    std::optional<double> m_top;
    double m_share = 0;
};

}  // namespace telemetryhub::ui
