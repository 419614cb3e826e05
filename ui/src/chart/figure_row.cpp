// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/figure_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr int kFigureRowHeight = 24;
constexpr int kFigureGap = 16;
constexpr int kNameGap = 6;
}  // namespace

FigureRow::FigureRow(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this)), m_hint(new QLabel(this)) {
    setFixedHeight(kFigureRowHeight);
    m_row->setContentsMargins(12, 0, 12, 0);
    m_row->setSpacing(0);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_row->addWidget(m_hint, 1);
    connect(&theme, &Theme::changed, this, &FigureRow::applyTheme);
    applyTheme();
}

void FigureRow::setFigures(const std::vector<Figure>& figures) {
    if (figures == m_figures) return;
    const bool sameShape = figures.size() == m_figures.size();
    m_figures = figures;
    while (m_labels.size() < 2 * figures.size()) {
        auto* label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(0, 0, m_labels.size() % 2 == 0 ? kNameGap : kFigureGap, 0);
        m_row->insertWidget(static_cast<int>(m_labels.size()), label);
        m_labels.push_back(label);
    }
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const bool used = i / 2 < figures.size();
        m_labels[i]->setVisible(used);
        if (!used) continue;
        const Figure& figure = figures[i / 2];
        m_labels[i]->setText(i % 2 == 0 ? figure.name : figure.value);
    }
    if (!sameShape) applyTheme();
    setAccessibleName(text());
}

void FigureRow::setHint(const QString& hint) {
    m_hint->setText(hint);
    m_hint->setToolTip(hint);
}

QString FigureRow::text() const {
    QStringList parts;
    for (const Figure& figure : m_figures)
        parts << (figure.name.isEmpty() ? figure.value
                                        : QStringLiteral("%1 %2").arg(figure.name, figure.value));
    return parts.join(QStringLiteral("  "));
}

void FigureRow::applyTheme() {
    QFont plain = m_theme.smallFont();
    QFont strong = plain;
    strong.setWeight(QFont::DemiBold);
    for (std::size_t i = 0; i < m_labels.size() && i / 2 < m_figures.size(); ++i) {
        const Figure& figure = m_figures[i / 2];
        const bool isName = i % 2 == 0;
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText, !isName           ? m_theme.colors().text
                                               : figure.isHandle ? m_theme.colors().accent
                                                                 : m_theme.colors().muted);
        m_labels[i]->setPalette(palette);
        m_labels[i]->setFont(isName ? (figure.isHandle ? strong : plain)
                                    : (figure.isMain ? strong : plain));
    }
    m_hint->setFont(plain);
    update();
}

void FigureRow::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(m_theme.colors().border);
    painter.drawLine(QPointF(0, 0.5), QPointF(width(), 0.5));
}

}  // namespace telemetryhub::ui
