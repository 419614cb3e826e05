// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/span_popup.h"

#include <array>

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "chart/span_words.h"
#include "chart/view_state.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::array<std::int64_t, 15> kUsualSpans{
    10 * kMs,  100 * kMs,   kSecond,      10 * kSecond, 30 * kSecond,
    kMinute,   5 * kMinute, 15 * kMinute, 30 * kMinute, kHour,
    6 * kHour, 12 * kHour,  kDay,         7 * kDay,     30 * kDay};
constexpr int kSpanColumns = 4;

}  // namespace

SpanPopup::SpanPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_field(new QLineEdit(this)), m_problem(new QLabel(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(tr("Window of time"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 8, 8, 8);
    grid->setSpacing(4);
    m_field->setAccessibleName(tr("Length of the window"));
    m_field->setPlaceholderText(tr("250 ms, 5 min, 2 d"));
    m_field->setToolTip(tr("A length of time such as 250 ms, 1.5 h or 2 d; Enter takes it."));
    grid->addWidget(m_field, 0, 0, 1, kSpanColumns);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(m_problem, 1, 0, 1, kSpanColumns);
    const auto add = [&](int place, const QString& text, const QString& name, auto choose) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, choose] {
            hide();
            choose();
        });
        grid->addWidget(button, 2 + place / kSpanColumns, place % kSpanColumns);
    };
    int place = 0;
    for (const std::int64_t span : kUsualSpans)
        add(place++, spanText(span), tr("Window %1").arg(spanText(span)),
            [this, span] { emit spanChosen(span); });
    add(place, tr("All"), tr("The whole session"), [this] { emit allChosen(); });
    connect(m_field, &QLineEdit::returnPressed, this, &SpanPopup::take);
    connect(m_field, &QLineEdit::textEdited, m_problem, &QWidget::hide);
}

void SpanPopup::open(const QWidget& anchor, std::int64_t spanNs) {
    m_field->setText(spanText(spanNs));
    m_field->selectAll();
    m_problem->hide();
    adjustSize();
    move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void SpanPopup::take() {
    const std::optional<std::int64_t> span = parseSpan(m_field->text());
    if (span && *span >= ViewState::kMinSpanNs && *span <= ViewState::kMaxSpanNs) {
        hide();
        emit spanChosen(*span);
        return;
    }
    m_problem->setText(
        span ? tr("From %1 to %2.")
                   .arg(spanText(ViewState::kMinSpanNs), spanText(ViewState::kMaxSpanNs))
             : tr("Write a number and ms, s, min, h or d."));
    m_problem->show();
    adjustSize();
}

}  // namespace telemetryhub::ui
