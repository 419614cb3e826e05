// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/command_palette.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QVBoxLayout>

#include "theme/theme.h"
#include "window/palette_model.h"

namespace telemetryhub::ui {
namespace {

constexpr QSize kPaletteSize(620, 420);
constexpr int kPaletteTop = 64;

}  // namespace

CommandPalette::CommandPalette(const Theme& theme, QWidget* window)
    : QFrame(window),
      m_theme(theme),
      m_field(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_nothing(new QLabel(this)),
      m_model(new PaletteModel(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("overlay", true);
    setAccessibleName(tr("Find a command"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_field->setPlaceholderText(tr("Find command, device, channel"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 8, 1, 1);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(m_field);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::accept);
    connect(&theme, &Theme::changed, this, &CommandPalette::applyTheme);
    applyTheme();
    hide();
}

void CommandPalette::applyTheme() {
    m_nothing->setFont(m_theme.bodyFont());
    setBackgroundRole(QPalette::Window);
}

void CommandPalette::addSource(Source source) {
    m_sources.push_back(std::move(source));
}

void CommandPalette::open() {
    std::vector<PaletteEntry> entries;
    for (const Source& source : m_sources) {
        auto some = source();
        std::move(some.begin(), some.end(), std::back_inserter(entries));
    }
    m_model->setEntries(std::move(entries));
    if (!isVisible()) m_focusBefore = QApplication::focusWidget();
    m_field->clear();
    search({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place() {
    const QWidget* window = parentWidget();
    const QSize size = kPaletteSize.boundedTo(window->size() - QSize(24, kPaletteTop + 24));
    setGeometry(QRect(QPoint((window->width() - size.width()) / 2, kPaletteTop), size));
}

void CommandPalette::search(const QString& typed) {
    m_model->search(typed);
    const bool nothing = m_model->rowCount() == 0;
    m_list->setVisible(!nothing);
    m_nothing->setVisible(nothing);
    m_nothing->setText(tr("Nothing is named \u201c%1\u201d.").arg(typed));
    if (!nothing) m_list->setCurrentIndex(m_model->index(0));
}

// What is chosen may open a window or move the focus, so the palette goes first.
void CommandPalette::accept() {
    const QModelIndex chosen = m_list->currentIndex();
    if (!chosen.isValid()) return;
    const auto act = m_model->entry(chosen.row()).act;
    dismiss();
    if (act) act();
}

void CommandPalette::dismiss() {
    if (!isVisible()) return;
    const QPointer<QWidget> before = m_focusBefore;
    m_focusBefore = nullptr;
    hide();
    if (before) before->setFocus(Qt::PopupFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched != m_field) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && !m_list->underMouse()) dismiss();
    if (event->type() == QEvent::ShortcutOverride) event->accept();
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
        case Qt::Key_Escape: dismiss(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: accept(); return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: QApplication::sendEvent(m_list, event); return true;
        default: return QFrame::eventFilter(watched, event);
    }
}

QStringList CommandPalette::shownTexts() const {
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts << m_model->entry(row).text;
    return texts;
}

}  // namespace telemetryhub::ui
