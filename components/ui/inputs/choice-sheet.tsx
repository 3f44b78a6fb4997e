"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import {
  Autocomplete,
  Button,
  Header,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
} from "react-aria-components";
import { type ChoiceGroup, type ComboBoxOption, matches } from "./combo-box-match";
import { Sheet } from "./sheet";

type Group = { title: string; options: readonly ComboBoxOption[] };

/** A searchable choice over all of a phone's screen. A file of its own, so that pages load it when it is opened. */
export function ChoiceSheet({
  title,
  groups,
  options,
  chosen,
  placeholder,
  isOpen,
  onOpenChange,
  onChoose,
}: {
  title: ReactNode;
  /** What is offered before a text is typed, above all options. */
  groups: readonly ChoiceGroup[];
  options: readonly ComboBoxOption[];
  chosen: string;
  placeholder: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (id: string) => void;
}) {
  return (
    <Sheet title={title} isOpen={isOpen} onOpenChange={onOpenChange}>
      <Choices
        {...{ groups, options, chosen, placeholder }}
        onChoose={(id) => {
          onChoose(id);
          onOpenChange(false);
        }}
      />
    </Sheet>
  );
}

function Choices({
  groups,
  options,
  chosen,
  placeholder,
  onChoose,
}: {
  groups: readonly ChoiceGroup[];
  options: readonly ComboBoxOption[];
  chosen: string;
  placeholder: string;
  onChoose: (id: string) => void;
}) {
  const t = useTranslations("common");
  const [typed, setTyped] = useState("");
  const shown = shownGroups(typed, groups, options, t("allOptions"));
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      {/* The field scrolls with the list and stays in sight, so that what scrolls has the focus in it. */}
      <div className="grow overflow-auto overscroll-contain">
        <TypedText placeholder={placeholder} isEmpty={typed === ""} />
        <ListBox
          aria-label={placeholder}
          selectionMode="single"
          selectedKeys={keysOf(shown, chosen)}
          // The chosen one, pressed again, is chosen still.
          onSelectionChange={(keys) => onChoose(idOf([...keys].find((key) => !isOf(key, chosen)) ?? chosen))}
          renderEmptyState={() => <p className="p-4 text-ink-muted">{t("noOptions")}</p>}
          className="px-2 pb-6 outline-none"
        >
          {shown.map((group) => (
            <ListBoxSection key={group.title} id={group.title}>
              <Header className="px-3 pt-4 pb-1 text-sm font-bold text-ink-muted">{group.title}</Header>
              {group.options.map((option) => (
                <Item key={option.id} id={keyOf(group.title, option.id)} option={option} />
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </div>
    </Autocomplete>
  );
}

function TypedText({ placeholder, isEmpty }: { placeholder: string; isEmpty: boolean }) {
  const t = useTranslations("common");
  return (
    <SearchField aria-label={placeholder} autoFocus className="sticky top-0 z-10 bg-surface p-3">
      <Search aria-hidden className="pointer-events-none absolute top-6.5 left-6 size-5 text-ink-muted" />
      <Input
        placeholder={placeholder}
        className="min-h-12 w-full rounded-control border border-line-strong bg-surface px-11 text-base font-semibold [&::-webkit-search-cancel-button]:hidden"
      />
      {!isEmpty && (
        <Button
          aria-label={t("clear")}
          className="absolute top-3 right-3 grid size-12 place-items-center rounded-full text-ink-muted"
        >
          <X aria-hidden className="size-5" />
        </Button>
      )}
    </SearchField>
  );
}

function Item({ id, option }: { id: string; option: ComboBoxOption }) {
  return (
    <ListBoxItem
      id={id}
      textValue={option.text}
      className="cursor-pointer rounded-control border border-transparent px-3 py-2.5 data-focused:border-line data-focused:bg-brand-soft data-selected:font-bold data-selected:text-brand-text"
    >
      {option.text}
      {option.detail && <span className="block text-sm font-normal text-ink-muted">{option.detail}</span>}
    </ListBoxItem>
  );
}

/** An option is in several groups: the title of its group comes before its id. An option that stays must keep its key. */
const keyOf = (group: string, id: string) => `${group}|${id}`;
const idOf = (key: Key) => String(key).slice(String(key).lastIndexOf("|") + 1);
const isOf = (key: Key, id: string) => idOf(key) === id;

const keysOf = (groups: readonly Group[], id: string) =>
  groups.flatMap(({ title, options }) =>
    options.some((option) => option.id === id) ? keyOf(title, id) : [],
  );

/** Without a text: the groups, then all. With one: what matches it. */
function shownGroups(
  typed: string,
  groups: readonly ChoiceGroup[],
  options: readonly ComboBoxOption[],
  all: string,
): Group[] {
  if (typed.trim()) {
    const found = options.filter((option) => matches(option, typed));
    return found.length > 0 ? [{ title: all, options: found }] : [];
  }
  const known = groups.map(({ title, ids }) => ({
    title,
    options: ids.flatMap((id) => options.find((option) => option.id === id) ?? []),
  }));
  return [...known.filter((group) => group.options.length > 0), { title: all, options }];
}
